package dev.sparkle.cli.services;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether a TCP port can be listened on. */
public final class Ports {

  private Ports() {}

  /** A port that nobody uses at this moment. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.TAKEN,
          "no free port is left on this machine.",
          "Close programs that hold many connections.",
          e);
    }
  }

  /** Whether a server could listen there now. */
  public static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * Refuses a taken port with a sentence that names its owner.
   *
   * @param variable the environment variable that chooses another
   */
  public static void requireFree(String host, int port, String variable) {
    if (port < 1 || port > 65535) {
      throw new Trouble(
          ExitCode.USAGE,
          variable + " is " + port + ", which is no port.",
          "Choose one from 1 to 65535.");
    }
    if (isFree(host, port)) {
      return;
    }
    if (port < 1024 && !ServiceAccount.isRoot()) {
      throw new Trouble(
          ExitCode.TAKEN,
          "port " + port + " is reserved for root.",
          "Choose one above 1023: " + variable + "=" + (port + 8000) + " ./sparkle up");
    }
    String owner =
        PortOwner.of(port)
            .map(o -> "process " + o.pid() + " (" + o.name() + ")")
            .orElse("another process");
    throw new Trouble(
        ExitCode.TAKEN,
        "port " + port + " is taken by " + owner + ".",
        "Free it, or choose another: " + variable + "=" + another(host, port) + " ./sparkle up");
  }

  private static int another(String host, int taken) {
    for (int port = taken + 1; port < Math.min(taken + 100, 65535); port++) {
      if (isFree(host, port)) {
        return port;
      }
    }
    return free();
  }
}
