package dev.sparkle.cli.deploy;

import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 of a folder: names and contents of its files, whatever their dates and rights. */
final class Checksum {

  private Checksum() {}

  /**
   * Of all files below a folder, but for the named ones at its top.
   *
   * @return 64 hexadecimal digits
   */
  static String of(Path folder, String... without) {
    try (Stream<Path> tree = Files.walk(folder)) {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      List<String> left = List.of(without);
      List<Path> files =
          tree.filter(Files::isRegularFile)
              .filter(each -> !left.contains(folder.relativize(each).toString()))
              .sorted()
              .toList();
      for (Path file : files) {
        hash.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0);
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
        hash.update((byte) 0);
      }
      return HexFormat.of().formatHex(hash.digest());
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + folder, e);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
