package dev.sparkle.llm.entity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What two calls must share, beside question, model and material, so that the answer to one may be
 * given to the other. The account is its first part, and stands in the digest, too: no two accounts
 * have a key in common.
 *
 * @param account whose answer it is
 * @param context digest of account, instructions (and with them the mode), language, length and the
 *     judges in force
 */
public record CacheKey(UUID account, String context) {

  public CacheKey {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(context, "context");
  }

  /**
   * The key of a call.
   *
   * @param era names the judges in force
   * @return empty if its answer is no answer to anybody's later question: it belongs to a
   *     conversation, or rests on no material
   */
  public static Optional<CacheKey> of(ModelCall call, String era) {
    if (!call.history().isEmpty() || call.passages().isEmpty() || era.isEmpty()) {
      return Optional.empty();
    }
    UUID account = call.caller().account();
    return Optional.of(
        new CacheKey(
            account,
            digest(
                account.toString(),
                call.instructions(),
                call.language(),
                Integer.toString(call.maxOutputTokens()),
                era)));
  }

  /** Each part with its length before it, so that no two lists of parts read the same. */
  private static String digest(String... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        sha.update(bytes);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
