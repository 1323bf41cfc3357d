package dev.sparkle.cli.front;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The file with HAProxy's certificate, and how a running HAProxy gets what is in it now. */
final class FrontCertificate {

  /** HAProxy takes an order of 16 KiB (its {@code tune.bufsize}), and nothing of one above. */
  private static final int LONGEST = 15_500;

  private final Path file;
  private final FrontSocket socket;

  FrontCertificate(Path file, FrontSocket socket) {
    this.file = file;
    this.socket = socket;
  }

  /**
   * Who connects from now on sees it.
   *
   * @throws Trouble when it cannot be read, or HAProxy does not take it: the one in use stays
   */
  void handOver() {
    try {
      String pem = payload(Files.readString(file));
      if (pem.length() > LONGEST) {
        throw refused("it is longer than HAProxy takes while it runs (" + LONGEST + " bytes)");
      }
      String set = socket.say("set ssl cert " + file + " <<\n" + pem + "\n");
      if (!set.startsWith("Transaction")) {
        throw refused(set);
      }
      String commit = socket.say("commit ssl cert " + file);
      if (!commit.contains("Success")) {
        socket.say("abort ssl cert " + file);
        throw refused(commit);
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot hand the certificate to HAProxy", e);
    }
  }

  /** An empty line would end the order. */
  static String payload(String pem) {
    return pem.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private Trouble refused(String why) {
    return new Trouble(
        ExitCode.SERVICE,
        "HAProxy does not take the certificate in "
            + file
            + ": "
            + (why.isBlank() ? "it says nothing" : why.lines().findFirst().orElse(""))
            + ". It shows the one before.",
        "If the file is right, start it anew, which cuts connections: ./sparkle front down &&"
            + " ./sparkle front up");
  }
}
