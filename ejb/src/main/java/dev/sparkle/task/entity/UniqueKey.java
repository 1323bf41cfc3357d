package dev.sparkle.task.entity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Says which submissions are the same task. While one with the key lives, or within the window
 * after its submission, submitting again gives the first one's id and starts nothing.
 *
 * @param by what makes two tasks the same
 * @param text the key's own text, for {@link By#TEXT}
 * @param window how long after its submission a task keeps the key, even if it has ended by then;
 *     zero: until it ends
 */
public record UniqueKey(By by, String text, Duration window) {

  /** What makes two tasks the same. Keys never reach across types. */
  public enum By {
    TYPE,
    PAYLOAD,
    TEXT
  }

  public UniqueKey {
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(text, "text");
    if (by == By.TEXT && text.isBlank()) {
      throw new IllegalArgumentException("a unique key needs a text");
    }
    if (window.isNegative()) {
      throw new IllegalArgumentException("a unique key's window must not be negative");
    }
  }

  /** One task of its type at a time. */
  public static UniqueKey byType() {
    return new UniqueKey(By.TYPE, "", Duration.ZERO);
  }

  /** One task of its type with the same payload at a time. */
  public static UniqueKey byPayload() {
    return new UniqueKey(By.PAYLOAD, "", Duration.ZERO);
  }

  /** One task of its type with this text at a time. */
  public static UniqueKey of(String text) {
    return new UniqueKey(By.TEXT, text, Duration.ZERO);
  }

  /** The same key, kept for a time after the submission. */
  public UniqueKey within(Duration window) {
    return new UniqueKey(by, text, window);
  }

  /** The key of a task, as it is stored. */
  public String of(String type, String payload) {
    return switch (by) {
      case TYPE -> type;
      case PAYLOAD -> type + "#" + digest(payload);
      case TEXT -> type + "=" + text;
    };
  }

  private static String digest(String payload) {
    try {
      byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
