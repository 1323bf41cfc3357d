package dev.sparkle.cli.drill;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory, mounted on a folder, that can be full. Linux, as root. */
final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one.
   *
   * @param size as of mount: 8m
   */
  static SmallDisk at(Path folder, String size) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    if (run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()) != 0) {
      throw new Trouble(
          ExitCode.MACHINE,
          "no small disk can be mounted here.",
          "Run it as root, outside of a container that forbids mount.");
    }
    SmallDisk disk = new SmallDisk(folder);
    Runtime.getRuntime().addShutdownHook(new Thread(disk::unmount));
    return disk;
  }

  private Path filling() {
    return folder.resolve("filling");
  }

  /** Fills it to the last byte. */
  void fill() {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filling())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // as wanted
    }
  }

  void free() throws IOException {
    Files.delete(filling());
  }

  @Override
  public void close() {
    unmount();
  }

  private void unmount() {
    try {
      run("umount", "-l", folder.toString());
    } catch (IOException e) {
      throw new IllegalStateException("cannot unmount " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
