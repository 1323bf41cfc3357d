package dev.sparkle.cli.safety;

import java.util.Locale;

/** A way of judging: all parts together, or one of them alone. */
public enum Method {
  /** Rules, n-grams and neural classifiers, as in the server. */
  ALL,
  RULES,
  NGRAM,
  NEURAL;

  /** As it is written on the command line and in JSON. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return code();
  }
}
