package dev.sparkle.cli.validate;

import java.math.BigDecimal;

/**
 * What a figure is held against.
 *
 * @param relation how it must stand to the value
 */
record Bound(Relation relation, double value) {

  /** How a figure stands to a value. */
  enum Relation {
    OVER(">"),
    AT_LEAST("≥"),
    UNDER("<"),
    AT_MOST("≤");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }
  }

  static Bound over(double value) {
    return new Bound(Relation.OVER, value);
  }

  static Bound atLeast(double value) {
    return new Bound(Relation.AT_LEAST, value);
  }

  static Bound under(double value) {
    return new Bound(Relation.UNDER, value);
  }

  static Bound atMost(double value) {
    return new Bound(Relation.AT_MOST, value);
  }

  /** Whether a figure keeps it; what is no number keeps nothing. */
  boolean holds(double figure) {
    return switch (relation) {
      case OVER -> figure > value;
      case AT_LEAST -> figure >= value;
      case UNDER -> figure < value;
      case AT_MOST -> figure <= value;
    };
  }

  /** As in {@code < 100 ms}. */
  String words(String unit) {
    return relation.sign
        + " "
        + BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        + (unit.isEmpty() ? "" : " " + unit);
  }
}
