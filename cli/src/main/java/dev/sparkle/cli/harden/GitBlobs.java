package dev.sparkle.cli.harden;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Every file that a repository ever held, each content once, by git itself. */
final class GitBlobs {

  private static final int MOST = 2 << 20;

  private final Path root;

  GitBlobs(Path root) {
    this.root = root;
  }

  /** Whether the history is whole: a shallow clone has the latest commits only. */
  boolean isShallow() throws IOException {
    return run("rev-parse", "--is-shallow-repository").contains("true");
  }

  /**
   * Tells each content that looks like text and is below 2 MiB, with a path that it had.
   *
   * @return how many were told
   * @throws IOException if git is not there, or this is no repository
   */
  int each(BiConsumer<String, String> hears) throws IOException {
    Map<String, String> paths = new LinkedHashMap<>();
    for (String line : run("rev-list", "--objects", "--all")) {
      int space = line.indexOf(' ');
      if (space > 0) {
        paths.putIfAbsent(line.substring(0, space), line.substring(space + 1));
      }
    }
    Process git = start("cat-file", "--batch");
    Thread asking = new Thread(() -> ask(git, paths), "asks git for blobs");
    asking.setDaemon(true);
    asking.start();
    int told = 0;
    try (InputStream in = new BufferedInputStream(git.getInputStream(), 1 << 16)) {
      for (int i = 0; i < paths.size(); i++) {
        String[] head = line(in).split(" ");
        if (head.length < 3) {
          continue;
        }
        int size = Integer.parseInt(head[2]);
        boolean wanted = head[1].equals("blob") && size < MOST;
        byte[] content = wanted ? in.readNBytes(size) : new byte[0];
        if (!wanted) {
          in.skipNBytes(size);
        }
        in.skipNBytes(1);
        if (wanted && isText(content)) {
          hears.accept(paths.get(head[0]), new String(content, StandardCharsets.UTF_8));
          told++;
        }
      }
    } finally {
      git.destroy();
    }
    return told;
  }

  /** As git judges it: no NUL among the first bytes. */
  static boolean isText(byte[] content) {
    for (int i = 0; i < Math.min(content.length, 8000); i++) {
      if (content[i] == 0) {
        return false;
      }
    }
    return true;
  }

  private static void ask(Process git, Map<String, String> paths) {
    try (OutputStream out = git.getOutputStream()) {
      for (String id : paths.keySet()) {
        out.write((id + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException ended) {
      // whoever reads has told, or will
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("git ended early");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  List<String> run(String... arguments) throws IOException {
    Process git = start(arguments);
    git.getOutputStream().close();
    String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (git.waitFor() != 0) {
        throw new IOException("git " + arguments[0] + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return text.isEmpty() ? new ArrayList<>() : List.of(text.split("\n"));
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
