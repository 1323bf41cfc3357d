package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** What is done to files and folders here; a failure is a {@link Trouble} that names the path. */
public final class Folders {

  private Folders() {}

  public static Path make(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw Trouble.withFile("cannot make the folder " + folder, e);
    }
  }

  /** Replaces the file in one step, so that a reader sees the old text or the new. */
  static void write(Path file, String text) {
    writeWith(file, text, "rw-r--r--");
  }

  /** As {@link #write}, readable by the owner alone from the first moment. */
  static void writeSecret(Path file, String text) {
    writeWith(file, text, "rw-------");
  }

  private static void writeWith(Path file, String text, String permissions) {
    try {
      make(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
      Files.writeString(fresh, text);
      move(fresh, file);
    } catch (IOException e) {
      throw Trouble.withFile("cannot write " + file, e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + file, e);
    }
  }

  public static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException otherDisk) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static void permit(Path path, String permissions) {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw Trouble.withFile("cannot set the rights of " + path, e);
    }
  }

  /** Sets the rights of a folder and of all folders and files in it; does nothing without one. */
  static void permitAll(Path folder, String ofFolders, String ofFiles) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes is) {
              permit(each, "rwx------");
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
              if (is.isRegularFile()) {
                permit(file, ofFiles);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException e) {
              permit(each, ofFolders);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw Trouble.withFile("cannot set the rights in " + folder, e);
    }
  }

  /** Copies a folder's content over another's; files that are only in the target stay. */
  public static void copy(Path from, Path to) {
    try {
      Files.walkFileTree(
          from,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is)
                throws IOException {
              Files.createDirectories(to.resolve(from.relativize(folder).toString()));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
              Files.copy(
                  file,
                  to.resolve(from.relativize(file).toString()),
                  StandardCopyOption.REPLACE_EXISTING);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw Trouble.withFile("cannot copy " + from + " to " + to, e);
    }
  }

  /** Removes a folder and what is in it, read-only or not; links are removed, not followed. */
  static void delete(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes is) {
              if (!Files.isWritable(each)) {
                permit(each, "rwx------");
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e)
                throws IOException {
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw Trouble.withFile("cannot remove " + folder, e);
    }
  }
}
