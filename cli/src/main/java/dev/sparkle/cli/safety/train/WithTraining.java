package dev.sparkle.cli.safety.train;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs this program again with PyTorch and the encoders beside it. They are too large to be there
 * always; Maven fetches them the first time.
 */
final class WithTraining {

  private static final String ENGINE = "/ai/djl/pytorch/engine/PtEngineProvider.class";

  private final Path root = Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath();

  /** True if they are beside this program. */
  static boolean isHere() {
    return WithTraining.class.getResource(ENGINE) != null;
  }

  /**
   * @param arguments of the program
   * @return its exit code
   */
  int run(List<String> arguments) throws InterruptedException {
    Path lib = root.resolve("cli/target/train-lib");
    List<String> build =
        new ArrayList<>(List.of(System.getProperty("sparkle.mvn", "mvn"), "-q", "-B"));
    String further = System.getenv().getOrDefault("SPARKLE_MAVEN_ARGS", "").strip();
    if (!further.isEmpty()) {
      build.addAll(List.of(further.split("\\s+")));
    }
    build.addAll(
        List.of(
            "-Psafety-training",
            "-Dmaven.test.skip=true",
            "-Dcli.lib=" + lib,
            "-pl",
            "cli",
            "-am",
            "package"));
    if (start(build) != 0) {
      throw new Trouble(
          ExitCode.BUILD, "PyTorch and the encoders could not be had.", "See Maven's words above.");
    }
    List<String> program =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsparkle.root=" + root,
                // the engine unpacks itself there, and asks nobody on the network
                "-DDJL_CACHE_DIR=" + root.resolve(".sparkle/djl"),
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                root.resolve("cli/target/classes") + File.pathSeparator + lib.resolve("*"),
                "dev.sparkle.cli.Sparkle"));
    program.addAll(arguments);
    return start(program);
  }

  private int start(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).directory(root.toFile()).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.MACHINE, command.get(0) + " cannot be started.", "Install it, then repeat.", e);
    }
  }
}
