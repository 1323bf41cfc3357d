package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.Installation;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Secret;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** The server of a checkout, built by Maven. */
public final class Build {

  private final Home home;

  public Build(Home home) {
    this.home = home;
  }

  /**
   * Builds it, unless it is there and no source has changed since.
   *
   * @return how many modules were built; empty: none, it was up to date
   * @throws Trouble when the build fails
   */
  public Optional<Integer> ensure(Progress progress) {
    String sources = new Sources(home.root()).fingerprint();
    if (built().equals(sources) && Installation.of(home.root()).complete()) {
      return Optional.empty();
    }
    int modules = new Maven(home).build(progress);
    Secret.keep(home.built(), sources + "\n");
    return Optional.of(modules);
  }

  /** Whether what is built here now was made of those sources. */
  public boolean isOf(String sources) {
    return built().equals(sources) && new Sources(home.root()).fingerprint().equals(sources);
  }

  private String built() {
    try {
      return Files.exists(home.built()) ? Files.readString(home.built()).strip() : "";
    } catch (IOException unknown) {
      return "";
    }
  }
}
