package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Debian builds Prometheus and Alertmanager to read their pages and templates from {@code
 * /usr/share/prometheus}, with no option for another place. Nothing is put there for Sparkle; in
 * our own copy of the programs the path becomes one below the folder in which they are started.
 */
final class FixedPlace {

  private static final byte[] ABSOLUTE = bytes("/usr/share/prometheus/");

  /** Of the same length, since strings in a program have fixed lengths. */
  private static final byte[] RELATIVE = bytes("./sr/share/prometheus/");

  private static final String LINK = "sr";

  private FixedPlace() {}

  /** Makes the path relative in a program's file. */
  static void loosen(Path program) throws IOException {
    byte[] code = Files.readAllBytes(program);
    int found = 0;
    for (int at = 0; at <= code.length - ABSOLUTE.length; at++) {
      if (code[at] == ABSOLUTE[0] && matches(code, at)) {
        System.arraycopy(RELATIVE, 0, code, at, RELATIVE.length);
        found++;
      }
    }
    if (found > 0) {
      Files.write(program, code);
    }
  }

  private static boolean matches(byte[] code, int at) {
    for (int i = 1; i < ABSOLUTE.length; i++) {
      if (code[at + i] != ABSOLUTE[i]) {
        return false;
      }
    }
    return true;
  }

  /** Makes what the path means there when a program is started in that folder. */
  static void link(Path workingFolder, Path usr) {
    try {
      Files.createDirectories(workingFolder);
      Path link = workingFolder.resolve(LINK);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, usr);
    } catch (IOException e) {
      throw Trouble.withFile("cannot link " + usr, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
