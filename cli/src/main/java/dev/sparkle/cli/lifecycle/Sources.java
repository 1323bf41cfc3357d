package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sources that the server is built from: every module's pom and main sources, but for the
 * command's own.
 */
final class Sources {

  private static final Pattern MODULE = Pattern.compile("<module>\\s*([^<\\s]+)\\s*</module>");

  private final Path root;

  Sources(Path root) {
    this.root = root;
  }

  /** A hash of all their content: equal exactly when a build would make the same. */
  String fingerprint() {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      for (Path file : files()) {
        hash.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0);
        hash.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(hash.digest(), 0, 12);
    } catch (IOException e) {
      throw Trouble.withFile("cannot read the sources in " + root, e);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Path parent = root.resolve("pom.xml");
    files.add(parent);
    Matcher modules = MODULE.matcher(Files.readString(parent));
    while (modules.find()) {
      if (!modules.group(1).equals("cli")) {
        Path module = root.resolve(modules.group(1));
        files.add(module.resolve("pom.xml"));
        Path main = module.resolve("src/main");
        if (Files.isDirectory(main)) {
          try (Stream<Path> tree = Files.walk(main)) {
            tree.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).forEach(files::add);
          }
        }
      }
    }
    files.removeIf(f -> !Files.exists(f));
    return files;
  }
}
