package dev.sparkle.cli.cert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A private key in PEM: PKCS #8, plain or with a password, and the older forms of RSA (PKCS #1) and
 * elliptic curves (SEC 1).
 */
final class KeyPem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([\\s\\S]*?)-----END \\1-----");

  /** INTEGER 0, then the algorithm rsaEncryption with NULL. */
  private static final byte[] RSA = hex("020100300d06092a864886f70d0101010500");

  /** The object identifier ecPublicKey. */
  private static final byte[] EC = hex("06072a8648ce3d0201");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xA0;

  private KeyPem() {}

  /**
   * Reads the first key.
   *
   * @param password empty: none
   * @throws IllegalArgumentException that says why it cannot be read
   */
  static PrivateKey read(String pem, String password) {
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw new IllegalArgumentException("it holds no private key in PEM");
    }
    String body = block.group(2);
    if (body.contains("Proc-Type")) {
      throw new IllegalArgumentException(
          "its key is encrypted in an old form; write it anew with: openssl pkcs8 -topk8");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(body);
      return switch (block.group(1)) {
        case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(der));
        case "ENCRYPTED PRIVATE KEY" -> key(decrypted(der, password));
        case "RSA PRIVATE KEY" -> key(pkcs8(RSA, der));
        case "EC PRIVATE KEY" -> key(pkcs8(curve(der), der));
        default -> throw new IllegalArgumentException("its key is a " + block.group(1));
      };
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("its key cannot be read: " + e.getMessage(), e);
    }
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] der, String password)
      throws IOException, GeneralSecurityException {
    if (password.isEmpty()) {
      throw new IllegalArgumentException("it has a password; give it with --key-password-file");
    }
    EncryptedPrivateKeyInfo sealed = new EncryptedPrivateKeyInfo(der);
    String algorithm =
        sealed.getAlgParameters() == null
            ? sealed.getAlgName()
            : sealed.getAlgParameters().toString();
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.DECRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(password.toCharArray())),
        sealed.getAlgParameters());
    return sealed.getKeySpec(cipher);
  }

  private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
    for (String algorithm : List.of("RSA", "EC")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException another) {
        // the next one
      }
    }
    throw new IllegalArgumentException("it is neither RSA nor of an elliptic curve");
  }

  /** PrivateKeyInfo of RFC 5208: version, algorithm, the key as octets. */
  private static PKCS8EncodedKeySpec pkcs8(byte[] head, byte[] key) {
    return new PKCS8EncodedKeySpec(der(SEQUENCE, joined(head, der(OCTETS, key))));
  }

  /** Version and algorithm of a curve, which RFC 5915 keeps inside the key as parameters [0]. */
  private static byte[] curve(byte[] sec1) {
    int at = 1 + lengthOfLength(sec1, 1);
    while (at < sec1.length) {
      int tag = sec1[at] & 0xFF;
      int head = 1 + lengthOfLength(sec1, at + 1);
      int length = length(sec1, at + 1);
      if (tag == PARAMETERS) {
        byte[] parameters = Arrays.copyOfRange(sec1, at + head, at + head + length);
        return joined(hex("020100"), der(SEQUENCE, joined(EC, parameters)));
      }
      at += head + length;
    }
    throw new IllegalArgumentException("it does not name its curve");
  }

  private static int lengthOfLength(byte[] der, int at) {
    return (der[at] & 0x80) == 0 ? 1 : 1 + (der[at] & 0x7F);
  }

  private static int length(byte[] der, int at) {
    int octets = lengthOfLength(der, at) - 1;
    int length = octets == 0 ? der[at] : 0;
    for (int i = 1; i <= octets; i++) {
      length = length << 8 | der[at + i] & 0xFF;
    }
    return length;
  }

  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      int octets = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
      out.write(0x80 | octets);
      for (int i = octets - 1; i >= 0; i--) {
        out.write(content.length >> 8 * i);
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] hex(String digits) {
    return java.util.HexFormat.of().parseHex(digits);
  }
}
