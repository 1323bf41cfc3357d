package dev.sparkle.task.control;

/** This worker lost the task: its lease ended, and another one may have it. Stop working. */
public class TaskLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TaskLostException(String message) {
    super(message);
  }
}
