package dev.sparkle.task.control;

/** A handler throws it when trying again would not help: the task is dead at once. */
public class DeadTaskException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason what a person reads
   */
  public DeadTaskException(String reason) {
    super(reason);
  }

  public DeadTaskException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
