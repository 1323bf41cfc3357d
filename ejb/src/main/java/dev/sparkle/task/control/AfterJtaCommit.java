package dev.sparkle.task.control;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** After the commit of the container's transaction that the caller's thread is in. */
record AfterJtaCommit(TransactionSynchronizationRegistry transactions) implements AfterCommit {

  @Override
  public boolean isInTransaction() {
    return transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
  }

  @Override
  public void run(Runnable action) {
    if (!isInTransaction()) {
      action.run();
      return;
    }
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              action.run();
            }
          }
        });
  }
}
