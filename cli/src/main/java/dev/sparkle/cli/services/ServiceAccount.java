package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * As whom the data services run. PostgreSQL refuses to run as root, so root lends it (and Redis)
 * the account {@code postgres} or {@code nobody}; everybody else runs them as himself.
 */
public final class ServiceAccount {

  /** Where root's data services live when their account cannot reach the checkout. */
  private static final Path OUTSIDE = Path.of("/var/lib/sparkle");

  private final Optional<Entry> other;

  /** A line of the passwd file. */
  record Entry(String name, int uid, int gid) {

    static Optional<Entry> named(String name, List<String> passwd) {
      return passwd.stream()
          .map(line -> line.split(":"))
          .filter(f -> f.length > 3 && f[0].equals(name))
          .findFirst()
          .map(f -> new Entry(f[0], Integer.parseInt(f[2]), Integer.parseInt(f[3])));
    }
  }

  private ServiceAccount(Optional<Entry> other) {
    this.other = other;
  }

  /** The account for whoever runs this program. */
  public static ServiceAccount current() {
    if (!isRoot()) {
      return new ServiceAccount(Optional.empty());
    }
    try {
      List<String> passwd = Files.readAllLines(Path.of("/etc/passwd"));
      Entry entry =
          Entry.named("postgres", passwd)
              .or(() -> Entry.named("nobody", passwd))
              .orElseThrow(
                  () ->
                      new Trouble(
                          ExitCode.MACHINE,
                          "PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody.",
                          "Run ./sparkle as an ordinary user, or set SPARKLE_DATABASE_URL."));
      return new ServiceAccount(Optional.of(entry));
    } catch (IOException e) {
      throw Trouble.withFile("cannot read /etc/passwd", e);
    }
  }

  /** Whether this program runs as root. */
  public static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException noProc) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  /** Its name where root lends it; empty: whoever runs this program uses his own. */
  public Optional<String> lent() {
    return other.map(Entry::name);
  }

  /** The command as this account runs it. */
  public List<String> command(List<String> command) {
    if (other.isEmpty()) {
      return command;
    }
    List<String> lent =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=" + other.get().uid(),
                "--regid=" + other.get().gid(),
                "--clear-groups"));
    lent.addAll(command);
    return lent;
  }

  List<String> command(String... command) {
    return command(Arrays.asList(command));
  }

  /** Makes the account the owner of one file or folder. */
  void own(Path path) {
    if (other.isEmpty()) {
      return;
    }
    try {
      Files.setAttribute(path, "unix:uid", other.get().uid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", other.get().gid(), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw Trouble.withFile("cannot give " + path + " to " + other.get().name(), e);
    }
  }

  /** Makes it the owner of a folder and of all in it; links are given away, not followed. */
  public void ownAll(Path folder) {
    other.ifPresent(
        entry ->
            Invocation.of("chown", "-hR", entry.uid() + ":" + entry.gid(), folder.toString())
                .runOrFail(
                    "cannot give " + folder + " to " + entry.name(), "Look at its file system."));
  }

  /**
   * A folder that the account can reach, made when missing: the wanted one, or, when it lies under
   * a folder closed to the account (such as /root), one under /var/lib/sparkle with a link to it in
   * the wanted place.
   *
   * @return the real path, free of links
   */
  public Path lodge(Path wanted) {
    try {
      if (Files.isSymbolicLink(wanted)) {
        return Folders.make(Files.readSymbolicLink(wanted)).toRealPath();
      }
      Path parent = Folders.make(wanted.toAbsolutePath().getParent()).toRealPath();
      if (Files.exists(wanted) || reaches(parent)) {
        return Folders.make(wanted).toRealPath();
      }
      Path lodging = Folders.make(lodging(parent.resolve(wanted.getFileName())));
      for (Path p = lodging; !p.equals(OUTSIDE.getParent()); p = p.getParent()) {
        Folders.permit(p, "rwxr-xr-x");
      }
      Files.createSymbolicLink(wanted, lodging);
      return lodging.toRealPath();
    } catch (IOException e) {
      throw Trouble.withFile("cannot make the folder " + wanted, e);
    }
  }

  /** Removes what {@link #lodge} gave, on both ends. */
  static void dislodge(Path wanted) {
    try {
      if (Files.isSymbolicLink(wanted)) {
        Path lodging = Files.readSymbolicLink(wanted);
        Folders.delete(lodging);
        Files.deleteIfExists(wanted);
        Path house = lodging.getParent();
        try (var others = Files.list(house)) {
          if (others.findAny().isEmpty()) {
            Files.delete(house);
          }
        }
      } else {
        Folders.delete(wanted);
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot remove " + wanted, e);
    }
  }

  static Path lodging(Path wanted) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(wanted.getParent().toString().getBytes(StandardCharsets.UTF_8));
      return OUTSIDE.resolve(HexFormat.of().formatHex(hash, 0, 6)).resolve(wanted.getFileName());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private boolean reaches(Path folder) {
    return other.isEmpty()
        || Invocation.of(command("test", "-x", folder.toString())).run().succeeded();
  }
}
