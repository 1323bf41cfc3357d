package dev.sparkle.cli.cert;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a server can show a chain of certificates to browsers: the key fits, the order is right,
 * it is valid now and for a while, it names hosts, and nothing in it is weak.
 *
 * <p><b>Limitations.</b> It does not ask anybody whether a certificate was revoked.
 */
final class CertificateCheck {

  /** As long before its end the alert CertificateExpiry fires. */
  static final Duration SOON = Duration.ofDays(14);

  private static final int RSA_BITS = 2048;
  private static final int CURVE_BITS = 256;
  private static final String FOR_SERVERS = "1.3.6.1.5.5.7.3.1";
  private static final int DNS = 2;
  private static final int IP = 7;

  private final Clock clock;

  CertificateCheck(Clock clock) {
    this.clock = clock;
  }

  /**
   * Something that is wrong with it.
   *
   * @param fatal whether it may not be used; else it is worth knowing
   */
  record Fault(boolean fatal, String what) {}

  /**
   * All that is wrong.
   *
   * @param chain the server's own first
   * @param key null: only the chain is looked at
   * @param hosts names that it must be good for
   */
  List<Fault> faults(List<X509Certificate> chain, PrivateKey key, List<String> hosts) {
    List<Fault> faults = new ArrayList<>();
    X509Certificate own = chain.get(0);
    if (key != null && !fits(own.getPublicKey(), key)) {
      fatal(faults, "The key is not that of the first certificate (" + name(own) + ").");
    }
    order(faults, chain);
    chain.forEach(each -> time(faults, each));
    chain.forEach(each -> strength(faults, each));
    purpose(faults, own);
    List<String> names = names(own);
    if (names.isEmpty()) {
      fatal(faults, "It names no host (subjectAltName); browsers do not read the common name.");
    }
    for (String host : hosts) {
      if (!names.isEmpty() && names.stream().noneMatch(name -> covers(name, host))) {
        fatal(faults, "It is not for " + host + ", but for " + String.join(", ", names) + ".");
      }
    }
    return faults;
  }

  /** Until when all of a chain are valid. */
  static Instant end(List<X509Certificate> chain) {
    return chain.stream()
        .map(each -> each.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** Hosts and addresses that a certificate is for. */
  static List<String> names(X509Certificate certificate) {
    try {
      if (certificate.getSubjectAlternativeNames() == null) {
        return List.of();
      }
      return certificate.getSubjectAlternativeNames().stream()
          .filter(name -> List.of(DNS, IP).contains(name.get(0)))
          .map(name -> String.valueOf(name.get(1)))
          .toList();
    } catch (CertificateParsingException unreadable) {
      return List.of();
    }
  }

  /** Whether a name of a certificate is that host; a star stands for one label. */
  static boolean covers(String name, String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    String pattern = name.toLowerCase(Locale.ROOT);
    if (pattern.startsWith("*.")) {
      int dot = wanted.indexOf('.');
      return dot > 0 && wanted.substring(dot).equals(pattern.substring(1));
    }
    return pattern.equals(wanted) || pattern.equals("0:0:0:0:0:0:0:1") && wanted.equals("::1");
  }

  /** "RSA 2048", "EC 256". */
  static String kind(PublicKey key) {
    return key.getAlgorithm() + " " + bits(key);
  }

  private static int bits(PublicKey key) {
    if (key instanceof RSAKey rsa) {
      return rsa.getModulus().bitLength();
    }
    return key instanceof ECKey ec ? ec.getParams().getOrder().bitLength() : 0;
  }

  static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  private static boolean fits(PublicKey open, PrivateKey secret) {
    try {
      String algorithm = "SHA256with" + (open.getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
      byte[] words = "does it fit?".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(secret);
      signature.update(words);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(words);
      return signature.verify(signed);
    } catch (GeneralSecurityException another) {
      return false;
    }
  }

  private static void order(List<Fault> faults, List<X509Certificate> chain) {
    for (int i = 0; i + 1 < chain.size(); i++) {
      try {
        chain.get(i).verify(chain.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException notSigned) {
        fatal(
            faults,
            "Certificate %d (%s) is not signed by certificate %d (%s): wrong order, or one is missing."
                .formatted(i + 1, name(chain.get(i)), i + 2, name(chain.get(i + 1))));
      }
    }
    X509Certificate own = chain.get(0);
    if (own.getSubjectX500Principal().equals(own.getIssuerX500Principal())) {
      note(faults, "It is signed by itself: no browser trusts it.");
    }
  }

  private void time(List<Fault> faults, X509Certificate certificate) {
    Instant now = clock.instant();
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      fatal(faults, name(certificate) + " is not valid before " + certificate.getNotBefore() + ".");
    } else if (now.isAfter(end)) {
      fatal(faults, name(certificate) + " ended on " + end + ".");
    } else if (now.plus(SOON).isAfter(end)) {
      note(
          faults,
          "%s ends in %d days.".formatted(name(certificate), Duration.between(now, end).toDays()));
    }
  }

  private static void strength(List<Fault> faults, X509Certificate certificate) {
    PublicKey key = certificate.getPublicKey();
    int least = key instanceof RSAKey ? RSA_BITS : CURVE_BITS;
    if (!(key instanceof RSAKey || key instanceof ECKey)) {
      fatal(faults, name(certificate) + " has a key that is neither RSA nor of a curve.");
    } else if (bits(key) < least) {
      fatal(
          faults,
          "%s has a weak key: %s; %d bits at least."
              .formatted(name(certificate), kind(key), least));
    }
    String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    boolean root =
        certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    if (!root && (signature.startsWith("SHA1") || signature.startsWith("MD"))) {
      fatal(faults, name(certificate) + " has a weak signature: " + signature + ".");
    }
  }

  private static void purpose(List<Fault> faults, X509Certificate own) {
    try {
      List<String> purposes = own.getExtendedKeyUsage();
      if (purposes != null && !purposes.contains(FOR_SERVERS)) {
        fatal(faults, "It is not for servers (extendedKeyUsage lacks serverAuth).");
      }
    } catch (CertificateParsingException unreadable) {
      fatal(faults, "Its purposes cannot be read.");
    }
    if (own.getBasicConstraints() >= 0) {
      note(faults, "It is an authority's certificate, not a server's.");
    }
  }

  private static void fatal(List<Fault> faults, String what) {
    faults.add(new Fault(true, what));
  }

  private static void note(List<Fault> faults, String what) {
    faults.add(new Fault(false, what));
  }
}
