package dev.sparkle.cli.front;

import dev.sparkle.cli.cert.ShownCertificate;
import dev.sparkle.cli.lifecycle.Entrance;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.ProcessMark;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HAProxy as an installation keeps it: before its own nodes, and up until it is taken down. */
public final class KeptFront implements Entrance {

  private static final String PRODUCTION = "production";

  private final Home home;
  private final Front front;

  public KeptFront(Home home) {
    this(home, Front.of(home));
  }

  /** With a HAProxy that has its program elsewhere. */
  public KeptFront(Home home, Front front) {
    this.home = home;
    this.front = front;
  }

  @Override
  public boolean wanted() {
    return front.wanted();
  }

  @Override
  public Optional<ProcessMark> running() {
    return front.running();
  }

  @Override
  public boolean start(Map<String, String> environment, Progress progress) {
    List<FrontServer> nodes = FrontCommand.serving(home);
    if (nodes.isEmpty()) {
      throw new Trouble(
          ExitCode.NOT_RUNNING, "Sparkle does not run here.", "Start it with: ./sparkle up");
    }
    FrontSettings settings = FrontSettings.of(environment, front.listens());
    if (front.running().isEmpty()
        && NodeRecord.all(home).stream().anyMatch(each -> PRODUCTION.equals(each.environment()))) {
      settings.requireSealed();
    }
    return front.start(settings, nodes, progress);
  }

  /** Whether it listens elsewhere, or with another certificate, than the environment chooses. */
  boolean differsFrom(Map<String, String> environment) {
    return front.listens().filter(FrontSettings.of(environment, front.listens())::equals).isEmpty();
  }

  @Override
  public URI address() {
    return front.address();
  }

  @Override
  public String lastWords() {
    String words = front.lastWords();
    return words.isEmpty() ? "its log says nothing" : words;
  }

  @Override
  public boolean sealed() {
    return front.listens().flatMap(FrontSettings::certificate).isPresent();
  }

  @Override
  public Optional<Instant> certificateEnds() {
    return sealed() ? ShownCertificate.ends(address()) : Optional.empty();
  }
}
