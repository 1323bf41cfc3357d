package dev.sparkle.cli.lifecycle;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.sparkle.cli.services.Installation;
import dev.sparkle.cli.services.Removal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which release the nodes run, from the first {@code deploy} on, whether that succeeds or not:
 * {@code up} then starts that one, and not what the checkout holds. Until then there is none.
 *
 * @param release its id
 * @param version of it, for people
 * @param wlp the Liberty that it runs on
 * @param nodes that run it, by name
 * @param before releases that were live before, the oldest first; what {@code rollback} goes back
 *     to
 * @param since ISO 8601
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Live(
    String release,
    String version,
    String wlp,
    List<String> nodes,
    List<String> before,
    String since) {

  public Live {
    nodes = List.copyOf(nodes);
    before = List.copyOf(before);
  }

  /** Where releases are kept. */
  public static Path releases(Home home) {
    return home.folder().resolve("releases");
  }

  private static Path file(Home home) {
    return releases(home).resolve("live.json");
  }

  public static Optional<Live> read(Home home) {
    return JsonFile.read(file(home), Live.class);
  }

  public void write(Home home) {
    JsonFile.write(file(home), this);
  }

  /** What its nodes are started from. */
  public Installation installation(Home home) {
    return installation(home, release, Path.of(wlp));
  }

  /** What nodes of a kept release are started from. */
  public static Installation installation(Home home, String release, Path wlp) {
    Path folder = releases(home).resolve(release);
    return new Installation(
        wlp,
        folder.resolve("liberty"),
        folder.resolve("sparkle.ear"),
        folder.resolve("postgresql-driver.jar"));
  }

  /** From now on {@code up} starts what the checkout holds. */
  public static void forget(Home home) {
    Removal.of(file(home));
  }

  /** What a node's record says instead of the fingerprint of sources. */
  public static String sources(String release) {
    return "release " + release;
  }
}
