package dev.sparkle.safety.entity;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What may stand in an answer that must not leave as it is. */
public enum SensitiveKind {
  /** A key or token of a provider, or any secret that is named as one. */
  API_KEY("key"),
  /** A private key in PEM form, also of ssh and PGP. */
  PRIVATE_KEY("private key"),
  /** A JSON web token. */
  JWT("token"),
  /** An address of a service with its password in it. */
  CONNECTION_STRING("connection"),
  /** A password, passcode or PIN that is named as one. */
  PASSWORD("password"),
  EMAIL("e-mail"),
  PHONE("phone"),
  /** The number of a payment card. */
  CREDIT_CARD("card"),
  /** The number of a bank account. */
  IBAN("IBAN"),
  /** The number of a national identity card, or of a person in a national register. */
  ID_CARD("ID"),
  PASSPORT("passport"),
  /** A US social security number. */
  SSN("SSN"),
  DRIVER_LICENSE("licence"),
  /** Where somebody lives, behind words that say so. */
  ADDRESS("address"),
  /** An address of the public internet. */
  IP("IP"),
  /** A private, loopback, link-local or documentation address. */
  PRIVATE_IP("IP");

  private final String marker;

  SensitiveKind(String marker) {
    this.marker = "[" + marker + "]";
  }

  /** The stable code in policies, metrics and the protocol, e.g. {@code credit_card}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What stands in its place when it is masked, e.g. {@code [card]}. */
  public String marker() {
    return marker;
  }

  /**
   * The kind of a code.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that there are
   */
  public static SensitiveKind of(String code) {
    return Arrays.stream(values())
        .filter(kind -> kind.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no kind \"%s\"; there are %s"
                        .formatted(
                            code,
                            Arrays.stream(values())
                                .map(SensitiveKind::code)
                                .collect(Collectors.joining(", ")))));
  }
}
