package dev.sparkle.task.control.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What workers tell each other, as text. */
final class Messages {

  /** Something waits for a limit. */
  static final String HELD = "held";

  /** Something was scheduled. */
  static final String DUE = "due";

  /** Queues were changed. */
  static final String QUEUES = "queues";

  private static final String WORK = "work:";
  private static final String CANCEL = "cancel:";

  private Messages() {}

  /** What is told of new rows, after their commit. */
  static List<String> of(List<NewTask> rows) {
    Set<String> messages = new LinkedHashSet<>();
    for (NewTask row : rows) {
      if (row.delayMillis() > 0 || !row.following().tasks().isEmpty()) {
        messages.add(DUE);
      } else {
        messages.add(row.limitKeys() == null ? WORK + row.queue() : HELD);
      }
    }
    return List.copyOf(messages);
  }

  static String work(String queue) {
    return WORK + queue;
  }

  static String cancel(UUID task) {
    return CANCEL + task;
  }

  /** Hands a message to whom it concerns. */
  static void deliver(String message, Dispatcher dispatcher, DueClock due, QueueSettings queues) {
    if (message.startsWith(CANCEL)) {
      RunningAttempt running = dispatcher.find(UUID.fromString(message.substring(CANCEL.length())));
      if (running != null) {
        running.cancel();
      }
      return;
    }
    switch (message) {
      case HELD -> due.admitAgain();
      case DUE -> due.lookAgain();
      case QUEUES -> queues.lookAgain();
      default -> {}
    }
    dispatcher.wake();
  }
}
