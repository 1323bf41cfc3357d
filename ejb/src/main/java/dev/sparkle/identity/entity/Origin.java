package dev.sparkle.identity.entity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a caller comes from: what guests, who have no name, are told apart by.
 *
 * @param guest whether it came without signing up
 * @param place a pseudonym of its network address; the same for the same address
 */
public record Origin(boolean guest, String place) {

  /** 64 bits: no two addresses of an installation share a name. */
  private static final int PLACE_BYTES = 8;

  /** One customer of a provider has at least that much of an IPv6 address for himself. */
  private static final int IPV6_NETWORK_BYTES = 8;

  /** Digits, dots, colons: never a name that would have to be looked up. */
  private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?");

  /** Somebody who has signed up; where from does not matter. */
  public static final Origin ACCOUNT = new Origin(false, "none");

  public Origin {
    Objects.requireNonNull(place, "place");
  }

  /**
   * A guest from an address.
   *
   * @param address a literal IPv4 or IPv6 address. Of the latter the first 64 bits count. All
   *     guests from what is none, and from null, count as from one place.
   */
  public static Origin guest(String address) {
    if (address == null || !LITERAL.matcher(address).matches()) {
      return new Origin(true, "unknown");
    }
    try {
      byte[] bytes = InetAddress.getByName(address.replaceFirst("%.*", "")).getAddress();
      byte[] network = bytes.length == 4 ? bytes : Arrays.copyOf(bytes, IPV6_NETWORK_BYTES);
      return new Origin(true, pseudonym(network));
    } catch (UnknownHostException notOne) {
      return new Origin(true, "unknown");
    }
  }

  private static String pseudonym(byte[] network) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("sparkle guest place ".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(network), 0, PLACE_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
