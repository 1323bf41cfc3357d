package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.ProcessMark;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An entrance whose process is this one, while it is said to run. */
final class PlayedEntrance implements Entrance {

  boolean wanted;
  boolean runs;
  boolean refuses;
  boolean sealed;
  Instant ends;
  int starts;

  @Override
  public boolean wanted() {
    return wanted;
  }

  @Override
  public Optional<ProcessMark> running() {
    return runs ? ProcessMark.of(ProcessHandle.current().pid()) : Optional.empty();
  }

  @Override
  public boolean start(Map<String, String> environment, Progress progress) {
    starts++;
    if (refuses) {
      throw new Trouble(ExitCode.TAKEN, "port 8000 is taken.", "Free it.");
    }
    runs = true;
    return true;
  }

  @Override
  public URI address() {
    return URI.create(sealed ? "https://localhost:8400" : "http://localhost:8000");
  }

  @Override
  public String lastWords() {
    return "killed";
  }

  @Override
  public boolean sealed() {
    return sealed;
  }

  @Override
  public Optional<Instant> certificateEnds() {
    return Optional.ofNullable(ends);
  }
}
