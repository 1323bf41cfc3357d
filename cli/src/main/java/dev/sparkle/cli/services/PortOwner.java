package dev.sparkle.cli.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The process that listens on a port, from /proc. Processes of other users stay unknown to anyone
 * but root, and all do where there is no /proc.
 */
public record PortOwner(long pid, String name) {

  private static final String LISTENING = "0A";

  public static Optional<PortOwner> of(int port) {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .map(Path::of)
        .filter(Files::exists)
        .map(table -> inode(lines(table), port))
        .filter(OptionalLong::isPresent)
        .map(inode -> holder(inode.getAsLong()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The socket's inode in a table as of /proc/net/tcp. */
  static OptionalLong inode(List<String> table, int port) {
    String wanted = String.format(":%04X", port);
    return table.stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(f -> f.length > 9 && f[1].endsWith(wanted) && f[3].equals(LISTENING))
        .mapToLong(f -> Long.parseLong(f[9]))
        .findFirst();
  }

  private static Optional<PortOwner> holder(long inode) {
    String link = "socket:[" + inode + "]";
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(p -> p.getFileName().toString().chars().allMatch(Character::isDigit))
          .filter(p -> holds(p.resolve("fd"), link))
          .map(
              p ->
                  new PortOwner(
                      Long.parseLong(p.getFileName().toString()),
                      String.join("", lines(p.resolve("comm"))).strip()))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean holds(Path descriptors, String link) {
    try (Stream<Path> open = Files.list(descriptors)) {
      return open.anyMatch(fd -> link.equals(target(fd)));
    } catch (IOException | UncheckedIOException notOurs) {
      return false;
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException gone) {
      return List.of();
    }
  }
}
