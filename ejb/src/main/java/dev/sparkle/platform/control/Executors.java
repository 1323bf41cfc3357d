package dev.sparkle.platform.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The container's threads and the wall clock, for classes that know neither. */
@ApplicationScoped
public class Executors {

  @Resource(lookup = "concurrent/sparkle")
  private ManagedScheduledExecutorService managed;

  /** Sparkle's bounded pool; see liberty-config's concurrency.xml. */
  @Produces
  @jakarta.enterprise.context.Dependent
  public ManagedScheduledExecutorService work() {
    return managed;
  }

  /** The wall clock, in UTC. */
  @Produces
  @jakarta.enterprise.context.Dependent
  public Clock clock() {
    return Clock.systemUTC();
  }
}
