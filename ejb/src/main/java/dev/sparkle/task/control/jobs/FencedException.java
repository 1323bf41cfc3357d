package dev.sparkle.task.control.jobs;

/** Another run of the same job has begun, and this one must not write any more. */
public class FencedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public FencedException(Fence fence) {
    super("run " + fence.number() + " of the job of task " + fence.task() + " was taken over");
  }
}
