package dev.sparkle.cli.harden;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Invocation;
import dev.sparkle.cli.services.Removal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle harden reproducible}. */
@Command(
    name = "reproducible",
    mixinStandardHelpOptions = true,
    description = {
      "Builds what is committed twice, in two folders of different names, and compares every archive",
      "byte by byte. It takes as long as two builds."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all are the same", "1:one differs; it is named", "6:a build failed"})
public final class ReproducibleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "as a JSON object")
  private boolean json;

  /** What {@code --json} tells: archives with the checksum of the first build. */
  private record Compared(boolean same, Map<String, String> sha256, List<String> different) {}

  @Override
  public Integer call() throws IOException {
    Home home = Home.here();
    Path work = Files.createTempDirectory("sparkle-reproducible");
    try {
      Map<String, String> first = build(home, work.resolve("one"));
      Map<String, String> second = build(home, work.resolve("another-one"));
      TreeSet<String> names = new TreeSet<>(first.keySet());
      names.addAll(second.keySet());
      List<String> different =
          names.stream()
              .filter(name -> !String.valueOf(first.get(name)).equals(second.get(name)))
              .toList();
      Compared compared = new Compared(different.isEmpty() && !first.isEmpty(), first, different);
      print(compared);
      return compared.same() ? ExitCode.OK : ExitCode.DEGRADED;
    } finally {
      Removal.of(work);
    }
  }

  private void print(Compared compared) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(compared));
    } else {
      compared
          .sha256()
          .forEach(
              (name, sum) ->
                  out.println(
                      (compared.different().contains(name) ? "✗ " : "✓ ") + name + "   " + sum));
      out.println(
          compared.same()
              ? "Both builds made the same " + compared.sha256().size() + " archives."
              : compared.different().size()
                  + " differ: "
                  + String.join(", ", compared.different()));
    }
    out.flush();
  }

  private static Map<String, String> build(Home home, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path archive = folder.resolve("sources.tar");
    Invocation.of("git", "-C", home.root().toString(), "archive", "-o", archive.toString(), "HEAD")
        .runOrFail("the sources could not be laid out", "Is this a repository of git?");
    Invocation.of("tar", "-xf", archive.toString(), "-C", folder.toString())
        .runOrFail("the sources could not be unpacked", "Is there a tar?");
    Path liberty = home.root().resolve(".liberty");
    if (Files.isDirectory(liberty)) {
      Files.createSymbolicLink(folder.resolve(".liberty"), liberty);
    }
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("sparkle.mvn", "mvn"));
    command.addAll(List.of("-B", "-q", "-Dsparkle.untested", "-Dmaven.test.skip=true"));
    String further = System.getenv().getOrDefault("SPARKLE_MAVEN_ARGS", "").strip();
    if (!further.isEmpty()) {
      command.addAll(List.of(further.split("\\s+")));
    }
    command.add("package");
    Invocation.of(command)
        .in(folder)
        .runOrFail("a build failed", "See it with: mvn package -Dmaven.test.skip=true");
    return sums(folder);
  }

  /** Of all archives that the build made, by their place in it. */
  private static Map<String, String> sums(Path folder) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder, 3)) {
      for (Path file : files.toList()) {
        String name = folder.relativize(file).toString();
        if (name.matches("[a-z]+/target/[^/]+\\.(jar|war|ear)")) {
          sums.put(name, sum(file));
        }
      }
    }
    return sums;
  }

  private static String sum(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
