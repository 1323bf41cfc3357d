package dev.sparkle.task.control.engine;

/** Is told what happens, to count it. Called often and from many threads: it must be quick. */
public interface TaskObserver {

  /** Looks away. */
  TaskObserver NONE =
      new TaskObserver() {
        @Override
        public void submitted(String type, int count) {}

        @Override
        public void started(String type, long waitedNanos) {}

        @Override
        public void ended(String type, String outcome, long nanos) {}

        @Override
        public void retried(String type) {}
      };

  void submitted(String type, int count);

  /**
   * @param waitedNanos since it might have started
   */
  void started(String type, long waitedNanos);

  /**
   * @param outcome {@code succeeded}, {@code failed}, {@code dead}, {@code cancelled}, {@code lost}
   * @param nanos of the attempt
   */
  void ended(String type, String outcome, long nanos);

  void retried(String type);
}
