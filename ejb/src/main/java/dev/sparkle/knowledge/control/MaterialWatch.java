package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Material;
import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.control.Tasks;
import dev.sparkle.task.entity.Task;
import dev.sparkle.task.entity.TaskRequest;
import dev.sparkle.task.entity.TaskState;
import dev.sparkle.task.entity.UniqueKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Looks after materials whose task came to nothing, and after changes of models and judges. */
@ApplicationScoped
public class MaterialWatch {

  @Inject private OpenMaterials materials;
  @Inject private Renewal renewal;
  @Inject private Tasks tasks;
  @Inject private TaskQueue queue;

  /**
   * Ends materials whose task was cancelled or went dead, which no handler may have seen, and gives
   * a task to those that have none: they are of a version that took materials in by itself.
   */
  public void settle() {
    for (Material material : materials.still()) {
      Optional<Task> task = Optional.ofNullable(material.task()).flatMap(tasks::find);
      if (task.isEmpty()) {
        materials.submit(material);
      } else if (task.get().state() == TaskState.CANCELLED) {
        materials.cancelled(material);
      } else if (task.get().state() == TaskState.DEAD) {
        materials.gaveUp(material);
      }
    }
  }

  /** Has all passages gone over, if models or judges are others than last time. */
  public void renewIfChanged() {
    String fingerprint = renewal.fingerprint();
    if (!renewal.isDone(fingerprint)) {
      queue.submit(
          TaskRequest.of(Renewal.TASK, new Renewal.Wanted(fingerprint)).unique(UniqueKey.byType()));
    }
  }
}
