package dev.sparkle.platform.control;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** A transaction for code that has none, such as the batchlet of a job. */
@Stateless
public class InTransaction {

  /** Runs the work in a transaction of its own; what it throws rolls the transaction back. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void run(Runnable work) {
    work.run();
  }
}
