package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.KeptSettings;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files of an installation that no database holds: what lies in {@code .sparkle/data} beside
 * the data services' folders (keys, certificates), the settings that are kept, and each node's
 * certificate. As a ZIP archive whose names are relative to {@code .sparkle}.
 */
final class KeptFiles {

  private static final Set<String> OF_THE_SERVICES = Set.of("postgres", "redis");

  /**
   * Tells which services this machine uses, with their passwords: it is kept, and not given back.
   */
  private static final String SERVICES = "data/services.json";

  private KeptFiles() {}

  /** Writes the archive; returns the names in it. */
  static List<String> write(Home home, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    List<String> names = new ArrayList<>();
    for (Path file : files(home)) {
      String name = home.folder().relativize(file).toString();
      zip.putNextEntry(new ZipEntry(name));
      Files.copy(file, zip);
      zip.closeEntry();
      names.add(name);
    }
    zip.finish();
    return names;
  }

  private static List<Path> files(Home home) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(home.data())) {
      try (Stream<Path> children = Files.list(home.data())) {
        for (Path child :
            children
                .filter(each -> !OF_THE_SERVICES.contains(each.getFileName().toString()))
                .sorted()
                .toList()) {
          try (Stream<Path> tree = Files.walk(child)) {
            tree.filter(Files::isRegularFile).sorted().forEach(files::add);
          }
        }
      }
    }
    if (Files.exists(KeptSettings.file(home))) {
      files.add(KeptSettings.file(home));
    }
    if (Files.isDirectory(home.nodes())) {
      try (Stream<Path> nodes = Files.list(home.nodes())) {
        nodes
            .map(node -> node.resolve("output/sparkle/resources/security/key.p12"))
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  /**
   * Lays the files out below a folder, readable by their owner alone.
   *
   * @return their names
   */
  static List<String> layOut(InputStream archive, Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    ZipInputStream zip = new ZipInputStream(archive);
    for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
      Path target = folder.resolve(each.getName()).normalize();
      if (!target.startsWith(folder) || each.isDirectory()) {
        throw new IOException("a name leads out of the folder: " + each.getName());
      }
      if (each.getName().equals(SERVICES)) {
        continue;
      }
      Files.createDirectories(target.getParent());
      Files.copy(zip, target);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
      names.add(each.getName());
    }
    return names;
  }

  /**
   * Puts files that were laid out into their places. What stood there and is another goes to the
   * same name below {@code before}. Each file is moved in one step, and what was moved already is
   * not there any more: it can be repeated.
   *
   * @return the names of those that replaced another
   */
  static List<String> place(Path laidOut, Home home, Path before) {
    List<String> replaced = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(laidOut)) {
      for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
        String name = laidOut.relativize(file).toString();
        Path target = home.folder().resolve(name);
        if (Files.exists(target) && Files.mismatch(file, target) >= 0) {
          Path kept = before.resolve(name);
          Files.createDirectories(kept.getParent());
          if (!Files.exists(kept)) {
            Files.copy(target, kept);
          }
          replaced.add(name);
        }
        Files.createDirectories(target.getParent());
        Files.move(file, target, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot put the files of the backup into " + home.folder(), e);
    }
    return replaced;
  }
}
