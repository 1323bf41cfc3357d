package dev.sparkle.cli.harden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The processes of an installation, and what they listen on: those that work in its folders, or
 * whose program or first arguments lie there. From /proc; of other users' processes only root is
 * told.
 */
final class OwnProcesses {

  private static final Path PROC = Path.of("/proc");

  /** A listener and whose it is. */
  record Held(Listener listener, long pid, String name) {}

  private final List<Path> folders;

  /**
   * @param folders of the installation, links resolved
   */
  OwnProcesses(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** All that they listen on. */
  List<Held> listeners() {
    List<Listener> all = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      all.addAll(Listener.in(lines(PROC.resolve(table))));
    }
    List<Held> held = new ArrayList<>();
    for (Path process : processes()) {
      Set<String> sockets = sockets(process);
      for (Listener each : all) {
        if (sockets.contains("socket:[" + each.inode() + "]")) {
          held.add(
              new Held(
                  each,
                  Long.parseLong(process.getFileName().toString()),
                  String.join("", lines(process.resolve("comm"))).strip()));
        }
      }
    }
    return held;
  }

  private List<Path> processes() {
    long self = ProcessHandle.current().pid();
    try (Stream<Path> all = Files.list(PROC)) {
      return all.filter(p -> p.getFileName().toString().matches("\\d+"))
          .filter(p -> Long.parseLong(p.getFileName().toString()) != self)
          .filter(this::isOurs)
          .toList();
    } catch (IOException noProc) {
      return List.of();
    }
  }

  private boolean isOurs(Path process) {
    return lies(target(process.resolve("cwd"))) || lies(target(process.resolve("exe")));
  }

  private boolean lies(String place) {
    return place.startsWith("/") && folders.stream().anyMatch(Path.of(place)::startsWith);
  }

  private static Set<String> sockets(Path process) {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      open.forEach(each -> sockets.add(target(each)));
    } catch (IOException | UncheckedIOException notOurs) {
      // told as a process without sockets
    }
    return sockets;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException gone) {
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
