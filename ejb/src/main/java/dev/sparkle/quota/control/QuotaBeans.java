package dev.sparkle.quota.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the component's classes, which know no container, together in one. */
@ApplicationScoped
public class QuotaBeans {

  /** This node's counter. */
  @Produces
  @Singleton
  public RequestRate requestRate(Clock clock) {
    return new RequestRate(clock);
  }
}
