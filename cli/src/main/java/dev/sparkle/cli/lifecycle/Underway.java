package dev.sparkle.cli.lifecycle;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What others than {@code deploy} need to know of a deployment that has not come to its end: which
 * nodes are on trial.
 *
 * @param to id of the release that is to become live
 * @param oldNodes names of the nodes that ran before
 * @param newNodes names of those that run {@code to}
 * @param phase as deploy writes it
 * @param share percent of what is new that goes to the new nodes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Underway(
    String to, List<String> oldNodes, List<String> newNodes, String phase, int share) {

  private static final Set<String> OVER = Set.of("DONE", "UNDONE");

  public Underway {
    oldNodes = oldNodes == null ? List.of() : List.copyOf(oldNodes);
    newNodes = newNodes == null ? List.of() : List.copyOf(newNodes);
  }

  /** Where {@code deploy} writes it. */
  public static Path file(Home home) {
    return Live.releases(home).resolve("deployment.json");
  }

  /** Empty when there is none, or the last one came to its end. */
  public static Optional<Underway> read(Home home) {
    return JsonFile.read(file(home), Underway.class).filter(each -> !OVER.contains(each.phase()));
  }

  /** The new release has won; the old nodes are being stopped. */
  private boolean closing() {
    return "CLOSING".equals(phase);
  }

  /** What is needed of a release's own record. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Kept(String version, String wlp) {}

  /**
   * The release that {@code up} starts: what is written, or the new one when the old nodes were
   * about to be stopped and only that line was not written any more.
   */
  static Optional<Live> live(Home home) {
    Optional<Live> written = Live.read(home);
    return read(home)
        .filter(Underway::closing)
        .filter(each -> written.filter(live -> live.release().equals(each.to())).isEmpty())
        .flatMap(each -> each.won(home))
        .or(() -> written);
  }

  private Optional<Live> won(Home home) {
    Path record = Live.releases(home).resolve(to).resolve("release.json");
    return JsonFile.read(record, Kept.class)
        .map(kept -> new Live(to, kept.version(), kept.wlp(), newNodes, List.of(), ""));
  }

  /**
   * Nodes that {@code up} does not start: the new ones, until the old ones are being stopped; then
   * those.
   */
  Set<String> leftOut() {
    return Set.copyOf(closing() ? oldNodes : newNodes);
  }

  /** Whether a node gets nothing of what is new when it comes before learners now. */
  public boolean aside(String node) {
    return (share == 100 ? oldNodes : newNodes).contains(node);
  }
}
