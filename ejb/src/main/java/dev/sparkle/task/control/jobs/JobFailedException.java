package dev.sparkle.task.control.jobs;

/** A job ended before its work was done; another run goes on at its checkpoint. */
public class JobFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  public JobFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
