package dev.sparkle.chat.control.export;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.entity.TaskRequest;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Takes the wish for an export: row and task in one transaction. */
@Stateless
public class ExportDesk {

  /** Type of the task that makes an export. */
  public static final String TASK = "account.export";

  /** What the task is told. */
  public record Wanted(UUID export) {}

  @Inject private TaskQueue queue;
  @Inject private Exports exports;
  @Inject private CurrentSettings settings;

  /**
   * Has an export of all that the caller has made; while one is being made, it is that one.
   *
   * @return the export's id, for {@link Exports#find} and {@link Exports#fetch}
   */
  public UUID request(Caller caller) {
    Optional<UUID> making = exports.making(caller);
    if (making.isPresent()) {
      return making.get();
    }
    UUID export = UUID.randomUUID();
    UUID task = queue.submit(TaskRequest.of(TASK, new Wanted(export)).forAccount(caller.account()));
    exports.insert(export, caller.account(), task, settings.get().jobs().keepExports());
    return export;
  }
}
