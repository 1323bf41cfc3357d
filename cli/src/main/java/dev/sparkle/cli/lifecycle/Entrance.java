package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ProcessMark;
import dev.sparkle.cli.services.Progress;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where learners come in when that is not a node's own port: HAProxy before the nodes. It is looked
 * after as the nodes are, from the moment somebody started it until he takes it down.
 */
public interface Entrance {

  /** Whether it was started and not taken down since. */
  boolean wanted();

  /** Its process, while it runs. */
  Optional<ProcessMark> running();

  /**
   * Starts it unless it runs, before the nodes that serve now.
   *
   * @param environment settings that differ from those of its last start; empty: none does
   * @return whether it was started
   * @throws dev.sparkle.cli.services.Trouble when it does not come up
   */
  boolean start(Map<String, String> environment, Progress progress);

  /** Where this machine reaches it; only once it was started. */
  URI address();

  /** What its log says last, in a few words. */
  String lastWords();

  /** Whether it should show a certificate. */
  boolean sealed();

  /** When the certificate ends that it shows now; empty when it shows none. */
  Optional<Instant> certificateEnds();
}
