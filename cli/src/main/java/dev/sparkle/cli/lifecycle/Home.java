package dev.sparkle.cli.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checkout, and where an installation keeps its things in it.
 *
 * @param root folder with the parent pom
 */
public record Home(Path root) {

  /** The checkout that the launcher script belongs to (property {@code sparkle.root}). */
  public static Home here() {
    return new Home(Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath().normalize());
  }

  /** Version of the command, which is that of the checkout. */
  public static String version() {
    String version = Home.class.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }

  public Path folder() {
    return root.resolve(".sparkle");
  }

  public Path data() {
    return folder().resolve("data");
  }

  public Path postgres() {
    return data().resolve("postgres");
  }

  public Path redis() {
    return data().resolve("redis");
  }

  /** Keys of the tokens, the same for all nodes. */
  public Path keys() {
    return data().resolve("keys");
  }

  public Path nodes() {
    return folder().resolve("nodes");
  }

  public Path node(String name) {
    return nodes().resolve(name);
  }

  /** Of the process that watches the nodes. */
  public Path supervisor() {
    return folder().resolve("supervisor");
  }

  /** Held by an {@code up} or {@code down} at work. */
  public Path lock() {
    return folder().resolve("up.lock");
  }

  public Path buildLog() {
    return folder().resolve("build.log");
  }

  /** Fingerprint of the sources of the last successful build. */
  public Path built() {
    return folder().resolve("built");
  }

  /** Names of the nodes that were started here and not taken down, by number. */
  public List<String> nodeNames() {
    if (!Files.isDirectory(nodes())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(nodes())) {
      return folders
          .filter(f -> Files.exists(f.resolve(NodeRecord.FILE)))
          .map(f -> f.getFileName().toString())
          .sorted(Comparator.comparing(String::length).thenComparing(n -> n))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A path as the operator sees it from the checkout: ./.sparkle/… */
  public String show(Path path) {
    return path.startsWith(root) ? "./" + root.relativize(path) : path.toString();
  }
}
