package dev.sparkle.task.control;

/** The attempt ends because its task was cancelled; see {@link TaskContext#endIfCancelled()}. */
public class TaskCancelledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TaskCancelledException() {
    super("cancelled");
  }
}
