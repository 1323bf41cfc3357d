package dev.sparkle.cli.harden;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who may read the secrets, and who may change what the node reads. */
final class FileProbe implements Probe {

  private static final Set<PosixFilePermission> OTHERS_READ =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
  private static final Set<PosixFilePermission> ANY_WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);
  private static final Pattern MONITOR_OFF =
      Pattern.compile("<config [^>]*updateTrigger=\"disabled\"");
  private static final Pattern APPLICATIONS_OFF =
      Pattern.compile("<applicationMonitor [^>]*updateTrigger=\"disabled\"");

  @Override
  public String area() {
    return "files";
  }

  @Override
  public List<Finding> look(Scene scene) throws IOException {
    Scene.Local local = scene.local().orElse(null);
    if (local == null) {
      return List.of(Finding.skipped(area(), "keys and configuration", "not on this machine"));
    }
    Path data = local.home().resolve("data");
    List<Path> secrets = new ArrayList<>();
    for (Path place :
        List.of(
            data.resolve("services.json"),
            data.resolve("postgres/sparkle.password"),
            data.resolve("postgres/administrator.password"),
            data.resolve("redis/password"),
            data.resolve("redis/redis.conf"),
            local.home().resolve("settings.env"),
            local.home().resolve("cli/session.json"),
            local.node().keyStore())) {
      if (Files.exists(place)) {
        secrets.add(place);
      }
    }
    secrets.addAll(keys(data.resolve("keys")));
    List<Finding> findings = new ArrayList<>();
    for (Path secret : secrets) {
      findings.add(secret(local.home(), secret));
    }
    findings.add(readOnly(local));
    findings.add(monitorsOff(local));
    return findings;
  }

  /** Public keys and certificates are there for others. */
  private static List<Path> keys(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().matches("jwks\\.json|.*\\.pem|\\.lock"))
          .toList();
    }
  }

  private Finding secret(Path home, Path file) throws IOException {
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
    return Finding.of(
        isOwnersAlone(rights),
        area(),
        home.getParent().relativize(file.toAbsolutePath()).toString(),
        PosixFilePermissions.toString(rights),
        "chmod 600 " + file);
  }

  /** Whether nobody but the owner may read or write. */
  static boolean isOwnersAlone(Set<PosixFilePermission> rights) {
    return rights.stream()
        .noneMatch(
            right ->
                OTHERS_READ.contains(right)
                    || right == PosixFilePermission.GROUP_WRITE
                    || right == PosixFilePermission.OTHERS_WRITE);
  }

  private Finding readOnly(Scene.Local local) throws IOException {
    List<Path> writable = new ArrayList<>();
    Files.walkFileTree(
        local.node().configuration().resolve("servers"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(ANY_WRITE::contains)) {
              writable.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return Finding.of(
        writable.isEmpty(),
        area(),
        "configuration and application are read-only",
        writable.isEmpty() ? "nobody may write" : writable.size() + " files may be written to",
        "Start it with --env production, which lays them out read-only.");
  }

  private Finding monitorsOff(Scene.Local local) throws IOException {
    Path file =
        local
            .node()
            .configuration()
            .resolve("servers/sparkle/configDropins/overrides/environment.xml");
    String text = Files.exists(file) ? Files.readString(file) : "";
    boolean off = MONITOR_OFF.matcher(text).find() && APPLICATIONS_OFF.matcher(text).find();
    return Finding.of(
        off,
        area(),
        "configuration is read once, at start",
        off ? "both monitors are off" : "a monitor looks for changes",
        "config and applicationMonitor: updateTrigger=\"disabled\".");
  }
}
