package dev.sparkle.cli.deploy;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.JsonFile;
import dev.sparkle.cli.lifecycle.Live;
import dev.sparkle.cli.lifecycle.Underway;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import java.nio.file.Path;
import java.util.Optional;

/** The deployment as it is written down: the last one, whether it came to its end or not. */
final class DeploymentFile {

  private final Home home;

  DeploymentFile(Home home) {
    this.home = home;
  }

  private Path file() {
    return Underway.file(home);
  }

  private Path lock() {
    return Live.releases(home).resolve("deployment.lock");
  }

  Optional<Deployment> read() {
    return JsonFile.read(file(), Deployment.class);
  }

  /** One that somebody began and that has not come to its end. */
  Optional<Deployment> unfinished() {
    return read().filter(each -> !each.phase().over());
  }

  void write(Deployment deployment) {
    JsonFile.write(file(), deployment);
  }

  /**
   * One deployment at a time.
   *
   * @throws Trouble when another process is at it
   */
  WorkLock turn() {
    return WorkLock.tryNow(lock())
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.TAKEN,
                    "another deployment is at work (process " + WorkLock.holder(lock()) + ").",
                    "See how far it is: ./sparkle deploy --status"));
  }
}
