package dev.sparkle.cli.client;

/** The server sent what the protocol does not allow. */
public final class ProtocolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ProtocolException(String what) {
    super(what);
  }
}
