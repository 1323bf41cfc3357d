package dev.sparkle.cli.bench.peer.server;

/**
 * A request of the harness: one JSON line.
 *
 * @param op {@code put}, {@code pending}; of our own bench also {@code heap}, {@code overhead}
 * @param n how many tasks
 * @param prefix of their ids
 * @param mode {@code single}: one a call; {@code bulk}: a thousand a call; {@code spaced}: one each
 *     {@code gap} ms
 * @param hi not 0: before others
 * @param conc callers at a time
 * @param way of {@code overhead}: {@code bare}, {@code tracked} or {@code queue}
 */
public record PeerRequest(
    String op,
    int n,
    String prefix,
    String mode,
    String kind,
    int ms,
    int hi,
    int flaky,
    int conc,
    int gap,
    String way) {

  public PeerRequest {
    prefix = prefix == null ? "" : prefix;
    mode = mode == null ? "single" : mode;
    kind = kind == null ? "n" : kind;
    conc = Math.max(1, conc);
  }
}
