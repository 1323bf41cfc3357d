package dev.sparkle.cli.bench.peer.server;

/**
 * The payload of a measured task.
 *
 * @param kind {@code n}: does nothing; {@code s}: sleeps; {@code f}: fails at first
 * @param ms how long it sleeps
 * @param fails how many attempts fail
 */
public record PeerTask(String id, String kind, int ms, int fails) {

  private static final int TEN = 10;

  /** The task of a number: of ten that are flaky, three fail, once or twice. */
  static PeerTask of(PeerRequest request, int number) {
    return new PeerTask(
        request.prefix() + number,
        request.kind(),
        request.ms(),
        request.flaky() == 0 ? 0 : fails(number));
  }

  private static int fails(int number) {
    return switch (number % TEN) {
      case 0 -> 1;
      case 1 -> 2;
      case 2 -> 1 + number / TEN % 2;
      default -> 0;
    };
  }

  boolean isNoop() {
    return kind.equals("n");
  }
}
