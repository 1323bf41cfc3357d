package dev.sparkle.cli.drill;

import java.util.List;

/** Waits for clients to come home. */
final class Clients {

  private Clients() {}

  /** Until all have ended, or this thread is interrupted. */
  static void join(List<Thread> clients) {
    try {
      for (Thread client : clients) {
        client.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
