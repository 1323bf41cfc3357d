package dev.sparkle.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's libfaketime, unpacked into a folder of the tests: a process that it is loaded into has
 * another wall clock, and nobody else has.
 */
final class Faketime {

  private static final Duration DOWNLOAD = Duration.ofMinutes(2);
  private static final String LIBRARY = "libfaketimeMT.so.1";

  private Faketime() {}

  /**
   * What a process is told whose wall clock is ahead. The clock that only goes forward stays.
   *
   * @param folder where the library is, or is put
   * @throws IllegalStateException if this machine's package sources do not have it
   */
  static Map<String, String> ahead(Path folder, Duration by) {
    return Map.of(
        "LD_PRELOAD",
        library(folder).toString(),
        "FAKETIME",
        "+" + by.toSeconds() + "s",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "DONT_FAKE_MONOTONIC",
        "1");
  }

  private static Path library(Path folder) {
    Path machines = find(Path.of("/usr/lib"));
    if (machines != null) {
      return machines;
    }
    try {
      Files.createDirectories(folder);
      try {
        run(folder, "apt-get", "-q", "download", "libfaketime");
      } catch (IllegalStateException noLists) {
        // a machine may have no package lists: then lists of one's own, which leave it as it is
        List<String> own =
            List.of(
                "-o", "Dir::State::lists=" + folder.resolve("lists"),
                "-o", "Dir::Cache=" + folder.resolve("cache"));
        Files.createDirectories(folder.resolve("lists/partial"));
        Files.createDirectories(folder.resolve("cache/archives/partial"));
        run(folder, apt(own, "update"));
        run(folder, apt(own, "download", "libfaketime"));
      }
      run(folder, "sh", "-c", "dpkg-deb -x libfaketime_*.deb .");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path unpacked = find(folder);
    if (unpacked == null) {
      throw new IllegalStateException("no " + LIBRARY + " in " + folder);
    }
    return unpacked;
  }

  private static String[] apt(List<String> options, String... command) {
    List<String> all = new ArrayList<>(List.of("apt-get", "-q"));
    all.addAll(options);
    all.addAll(List.of(command));
    return all.toArray(String[]::new);
  }

  private static Path find(Path folder) {
    try (Stream<Path> files =
        Files.find(folder, 6, (path, about) -> path.getFileName().toString().equals(LIBRARY))) {
      return files.findFirst().orElse(null);
    } catch (IOException | UncheckedIOException unreadable) {
      return null;
    }
  }

  private static void run(Path folder, String... command) throws IOException {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("faketime.log").toFile())
            .start();
    try {
      if (!process.waitFor(DOWNLOAD.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(
            "libfaketime cannot be had: " + Files.readString(folder.resolve("faketime.log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
