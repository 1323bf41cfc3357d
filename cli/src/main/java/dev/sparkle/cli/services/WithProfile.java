package dev.sparkle.cli.services;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs this program again with the libraries of a Maven profile beside it, which are too large to
 * be there always. Maven fetches them the first time; as long as no source changes after that, the
 * program starts at once.
 */
public final class WithProfile {

  private static final String DONE = "complete";

  private final Path root;
  private final String profile;
  private final Path lib;

  /**
   * @param profile of {@code cli/pom.xml}
   */
  public WithProfile(String profile) {
    this(Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath(), profile);
  }

  WithProfile(Path root, String profile) {
    this.root = root;
    this.profile = profile;
    this.lib = root.resolve("cli/target/with-" + profile);
  }

  /**
   * Runs the program.
   *
   * @param arguments of the program
   * @param options of its Java machine, e.g. {@code -Xmx2g}
   * @return its exit code
   */
  public int run(List<String> arguments, String... options) throws InterruptedException {
    if (!isComplete()) {
      build();
    }
    List<String> program =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    program.addAll(List.of(options));
    program.add("-Dfile.encoding=UTF-8");
    for (String name : List.of("sparkle.root", "sparkle.mvn", "sparkle.tty", "sparkle.columns")) {
      String value = System.getProperty(name);
      if (value != null) {
        program.add("-D" + name + "=" + value);
      }
    }
    program.addAll(List.of("-cp", lib.resolve("*").toString(), "dev.sparkle.cli.Sparkle"));
    program.addAll(arguments);
    return start(program, Path.of("").toAbsolutePath(), false);
  }

  private void build() throws InterruptedException {
    Instant began = Instant.now();
    List<String> maven =
        new ArrayList<>(List.of(System.getProperty("sparkle.mvn", "mvn"), "-q", "-B"));
    String further = System.getenv().getOrDefault("SPARKLE_MAVEN_ARGS", "").strip();
    if (!further.isEmpty()) {
      maven.addAll(List.of(further.split("\\s+")));
    }
    maven.addAll(
        List.of(
            "-P" + profile,
            "-Dmaven.test.skip=true",
            "-Dcli.lib=" + lib,
            "-pl",
            "cli",
            "-am",
            "package"));
    try {
      Removal.of(lib);
      if (start(maven, root, true) != 0) {
        throw new Trouble(
            ExitCode.BUILD,
            "the libraries of the profile " + profile + " could not be had.",
            "See Maven's words above.");
      }
      copyProgram();
      Files.writeString(lib.resolve(DONE), "");
      // what was saved while Maven ran is not in there
      Files.setLastModifiedTime(lib.resolve(DONE), FileTime.from(began));
    } catch (IOException e) {
      throw Trouble.withFile("cannot write " + lib, e);
    }
  }

  private void copyProgram() throws IOException {
    try (Stream<Path> target = Files.list(root.resolve("cli/target"))) {
      for (Path jar : target.filter(f -> f.toString().endsWith(".jar")).toList()) {
        Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Whether the libraries are there, and no source is newer. */
  boolean isComplete() {
    try {
      FileTime built = Files.getLastModifiedTime(lib.resolve(DONE));
      for (String source :
          List.of("pom.xml", "cli/pom.xml", "cli/src/main", "ejb/pom.xml", "ejb/src/main")) {
        if (hasNewer(root.resolve(source), built)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasNewer(Path source, FileTime than) throws IOException {
    try (Stream<Path> tree = Files.walk(source)) {
      for (Path each : (Iterable<Path>) tree::iterator) {
        if (Files.getLastModifiedTime(each).compareTo(than) > 0) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * @param aside true if its words go to standard error, since standard output may be read by a
   *     program
   */
  private static int start(List<String> command, Path folder, boolean aside)
      throws InterruptedException {
    ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    if (aside) {
      process.redirectOutput(Redirect.PIPE).redirectErrorStream(true);
    }
    try {
      Process started = process.start();
      if (aside) {
        started.getInputStream().transferTo(System.err);
      }
      return started.waitFor();
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.MACHINE, command.get(0) + " cannot be started.", "Install it, then repeat.", e);
    }
  }
}
