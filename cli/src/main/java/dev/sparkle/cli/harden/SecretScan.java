package dev.sparkle.cli.harden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for secrets in the files of a checkout and in all of its history. What is known to be none
 * (made up for tests, say) is listed in {@code .ci/not-secret.txt} by a digest, with a word of why.
 */
final class SecretScan {

  /** Where what is no secret is listed. */
  static final String ALLOWED = ".ci/not-secret.txt";

  /**
   * A place that holds something like a secret.
   *
   * @param digest by which it can be listed as none; not the secret
   * @param where in the tree, or only in the history
   */
  record Place(String rule, String path, int line, String digest, String where) {}

  /** What was looked at and found. */
  record Result(int files, int contents, boolean wholeHistory, List<Place> places) {}

  private final Path root;

  SecretScan(Path root) {
    this.root = root;
  }

  /**
   * Looks.
   *
   * @throws IOException if it is no repository of git
   */
  Result look() throws IOException {
    Set<String> allowed = allowed();
    Map<String, Place> places = new LinkedHashMap<>();
    GitBlobs git = new GitBlobs(root);
    int files = 0;
    for (String path : git.run("ls-files", "--cached", "--others", "--exclude-standard")) {
      Path file = root.resolve(path);
      if (Files.isRegularFile(file) && Files.size(file) < 2 << 20) {
        byte[] content = Files.readAllBytes(file);
        if (GitBlobs.isText(content)) {
          files++;
          note(path, new String(content, StandardCharsets.UTF_8), "tree", allowed, places);
        }
      }
    }
    int contents = git.each((path, text) -> note(path, text, "history", allowed, places));
    return new Result(files, contents, !git.isShallow(), new ArrayList<>(places.values()));
  }

  private static void note(
      String path, String text, String where, Set<String> allowed, Map<String, Place> places) {
    for (SecretRules.Hit hit : SecretRules.in(text)) {
      String digest = digest(hit.match());
      if (!allowed.contains(digest)) {
        places.putIfAbsent(digest, new Place(hit.rule(), path, hit.line(), digest, where));
      }
    }
  }

  private Set<String> allowed() throws IOException {
    Set<String> digests = new HashSet<>();
    Path file = root.resolve(ALLOWED);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (line.matches("[0-9a-f]{16}( .*)?")) {
          digests.add(line.substring(0, 16));
        }
      }
    }
    return digests;
  }

  static String digest(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
