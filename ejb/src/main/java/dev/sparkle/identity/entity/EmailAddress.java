package dev.sparkle.identity.entity;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address. Two are the same if their keys are: without regard to case, to how accents are
 * composed, and to whether the domain is written in Unicode or in ASCII. Dots and what follows a
 * plus sign count, since only Gmail thinks otherwise.
 *
 * @param written as its owner writes it; mail goes there
 * @param key what addresses are compared by
 */
public record EmailAddress(String written, String key) {

  /** RFC 5321, section 4.5.3.1.3: a path has 256 characters with its brackets. */
  private static final int LONGEST = 254;

  /** RFC 5321, section 4.5.3.1.1. */
  private static final int LONGEST_LOCAL = 64;

  /** No quoted local parts: mailers disagree about them. */
  private static final Pattern LOCAL =
      Pattern.compile("[^\\s\\p{Cntrl}\\p{Cf}@\",:;<>()\\[\\]\\\\]+");

  private static final Pattern DOMAIN =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

  /**
   * Reads an address.
   *
   * @return empty if it is none that mail could be sent to over the internet
   */
  public static Optional<EmailAddress> of(String text) {
    if (text == null) {
      return Optional.empty();
    }
    String written = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    int at = written.lastIndexOf('@');
    if (at < 1 || written.length() > LONGEST) {
      return Optional.empty();
    }
    String local = written.substring(0, at);
    Optional<String> domain = domain(written.substring(at + 1));
    if (domain.isEmpty()
        || local.length() > LONGEST_LOCAL
        || local.startsWith(".")
        || local.endsWith(".")
        || local.contains("..")
        || !LOCAL.matcher(local).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new EmailAddress(written, local.toLowerCase(Locale.ROOT) + "@" + domain.get()));
  }

  private static Optional<String> domain(String written) {
    try {
      String ascii = IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
    } catch (IllegalArgumentException noDomain) {
      return Optional.empty();
    }
  }

  /** Addresses are personal data: logs must not have them by accident. */
  @Override
  public String toString() {
    return "an e-mail address";
  }
}
