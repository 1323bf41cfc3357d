package dev.sparkle.cli.services;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser in which the tests of the pages run. */
public final class Chromium {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private Chromium() {}

  /** From SPARKLE_CHROMIUM or the PATH. */
  public static Optional<Path> find() {
    return find(System.getenv());
  }

  static Optional<Path> find(Map<String, String> environment) {
    String named = environment.getOrDefault("SPARKLE_CHROMIUM", "");
    if (!named.isBlank()) {
      return Optional.of(Path.of(named)).filter(Files::isExecutable);
    }
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * As {@link #find}; as root on Debian the package is installed when there is none. Only tests may
   * call this: it changes the machine.
   *
   * @throws Trouble when it cannot be had
   */
  public static Path provide(Progress progress) {
    Optional<Path> there = find();
    if (there.isPresent()) {
      return there.get();
    }
    if (!ServiceAccount.isRoot() || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      throw new Trouble(
          ExitCode.MACHINE,
          "there is no Chromium for the tests of the pages.",
          "Install it (apt-get install chromium fonts-noto-cjk), or set SPARKLE_CHROMIUM to one.");
    }
    progress.now("installing Chromium with apt-get");
    Map<String, String> quiet = Map.of("DEBIAN_FRONTEND", "noninteractive");
    Invocation.of("apt-get", "-q", "update").with(quiet).run();
    Invocation.of(
            "apt-get",
            "-q",
            "install",
            "-y",
            "--no-install-recommends",
            "chromium",
            "fonts-noto-cjk")
        .with(quiet)
        .runOrFail("Chromium cannot be installed", "Install it, or set SPARKLE_CHROMIUM to one.");
    return find()
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.MACHINE,
                    "Chromium was installed and is not in the PATH.",
                    "Set SPARKLE_CHROMIUM."));
  }
}
