package dev.sparkle.cli.drill.alerts;

/** Work that is done again and again beside others, until it is told to end. */
final class Repeated {

  private volatile boolean wanted;
  private Thread thread;

  /** Begins; what breaks in one round does not keep the next from being tried. */
  void begin(String name, Scenario.Act round) {
    wanted = true;
    thread =
        new Thread(
            () -> {
              while (wanted) {
                try {
                  round.run();
                } catch (InterruptedException e) {
                  return;
                } catch (Exception expected) {
                  // a system under drill refuses and breaks
                  if (!wanted) {
                    return;
                  }
                }
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends it, waiting for the round to be over. */
  void end() throws InterruptedException {
    wanted = false;
    if (thread != null) {
      thread.interrupt();
      thread.join(10_000);
    }
  }
}
