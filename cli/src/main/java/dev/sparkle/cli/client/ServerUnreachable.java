package dev.sparkle.cli.client;

import java.net.URI;

/** Nobody answers there. The message is a sentence for the operator, with what to do. */
public final class ServerUnreachable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ServerUnreachable(URI server, Throwable cause) {
    super("Sparkle does not answer at " + server + ". Start it: ./sparkle up", cause);
  }
}
