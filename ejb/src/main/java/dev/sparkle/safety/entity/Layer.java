package dev.sparkle.safety.entity;

import java.util.Locale;

/** The five layers around a call. Their numbers are names, not an order. */
public enum Layer {
  INPUT(1),
  QUOTA(2),
  CALL(3),
  OUTPUT(4),
  MONITOR(5);

  private final int number;

  Layer(int number) {
    this.number = number;
  }

  /** The layer's number, 1 to 5, as the protocol tells it. */
  public int number() {
    return number;
  }

  /** The layer's name in metrics and logs, e.g. {@code input}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
