package dev.sparkle.task.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Removes tasks that ended long ago; {@link TaskNode} schedules it every night. */
@ApplicationScoped
@Handles("task.purge")
public class PurgeHandler implements TaskHandler<PurgeHandler.Purge, PurgeHandler.Purged> {

  /** What to purge: as the settings say. */
  public record Purge() {}

  /**
   * What it did.
   *
   * @param tasks how many were removed
   */
  public record Purged(int tasks) {}

  @Inject private Tasks tasks;
  @Inject private CurrentSettings settings;

  @Override
  public Class<Purge> input() {
    return Purge.class;
  }

  @Override
  public Purged handle(Purge input, TaskContext context) {
    Settings.Tasks keep = settings.get().tasks();
    return new Purged(tasks.purge(keep.keepSucceeded(), keep.keepDead()));
  }
}
