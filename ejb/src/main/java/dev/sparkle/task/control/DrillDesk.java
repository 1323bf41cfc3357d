package dev.sparkle.task.control;

import dev.sparkle.task.entity.TaskRequest;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.ConfigProvider;

/** Takes the work of failure drills in, on both ways that the application has. */
@Stateless
public class DrillDesk {

  @Inject private TaskQueue queue;

  /** Whether this node belongs to a drill. */
  public boolean isOpen() {
    return ConfigProvider.getConfig()
        .getOptionalValue(DrillHandler.SWITCH, Boolean.class)
        .orElse(false);
  }

  /** In a transaction, which has committed when this returns; ids in the order of the work. */
  public List<UUID> submit(List<DrillHandler.Work> work) {
    return queue.submitAll(work.stream().map(DrillDesk::request).toList());
  }

  /** By commits that are shared with other callers; ids in the order of the work. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public List<UUID> submitShared(List<DrillHandler.Work> work) {
    List<CompletableFuture<UUID>> stored =
        work.stream().map(each -> queue.submitShared(request(each)).toCompletableFuture()).toList();
    return stored.stream().map(CompletableFuture::join).toList();
  }

  private static TaskRequest request(DrillHandler.Work work) {
    return TaskRequest.of(DrillHandler.TYPE, work);
  }
}
