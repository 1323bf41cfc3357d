package dev.sparkle.cli.harden;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A TCP port that somebody listens on, from a table as of /proc/net/tcp and tcp6.
 *
 * @param address as text; that of all interfaces is {@code *}
 * @param inode of the socket, by which a process is found that holds it
 */
record Listener(String address, int port, long inode) {

  private static final String LISTENING = "0A";
  private static final int WORD = 8;

  /** Those of a table; lines that are none are passed over. */
  static List<Listener> in(List<String> table) {
    List<Listener> all = new ArrayList<>();
    for (String line : table) {
      String[] fields = line.strip().split("\\s+");
      if (fields.length > 9
          && fields[3].equals(LISTENING)
          && fields[1].matches("([0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4}")) {
        String[] local = fields[1].split(":");
        all.add(
            new Listener(
                address(local[0]), Integer.parseInt(local[1], 16), Long.parseLong(fields[9])));
      }
    }
    return all;
  }

  /** The kernel writes each word of 32 bits in the order of the machine: little-endian. */
  private static String address(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    for (int word = 0; word < hex.length() / WORD; word++) {
      for (int i = 0; i < 2; i++) {
        byte one = bytes[word * 4 + i];
        bytes[word * 4 + i] = bytes[word * 4 + 3 - i];
        bytes[word * 4 + 3 - i] = one;
      }
    }
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      return address.isAnyLocalAddress() ? "*" : address.getHostAddress();
    } catch (UnknownHostException neverOfThatLength) {
      throw new IllegalArgumentException(hex, neverOfThatLength);
    }
  }

  boolean isLoopback() {
    return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1");
  }
}
