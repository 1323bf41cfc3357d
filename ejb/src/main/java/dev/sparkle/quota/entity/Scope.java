package dev.sparkle.quota.entity;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Whose budget it is.
 *
 * @param kind what kind of payer
 * @param id which one; empty where there is only one
 */
public record Scope(Kind kind, String id) {

  /** Kinds of payers, the narrowest first: in this order budgets are asked. */
  public enum Kind {
    /** One account. */
    ACCOUNT,
    /** All guests from one network address. */
    ADDRESS,
    /** All members of a class. */
    CLASS,
    /** All guests of the installation. */
    GUESTS,
    /** Everybody. */
    INSTALLATION;

    /** The name in addresses, settings and metrics. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there are many of this kind, told apart by an id. */
    public boolean hasId() {
      return this == ACCOUNT || this == ADDRESS || this == CLASS;
    }

    /**
     * The kind of a code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind of(String code) {
      for (Kind kind : values()) {
        if (kind.code().equals(code)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no such kind of budget: " + code);
    }
  }

  /** Ids become parts of keys: letters, digits and hyphens. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** Everybody. */
  public static final Scope INSTALLATION = new Scope(Kind.INSTALLATION, "");

  /** All guests. */
  public static final Scope GUESTS = new Scope(Kind.GUESTS, "");

  public Scope {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(id, "id");
    if (kind.hasId() != ID.matcher(id).matches()) {
      throw new IllegalArgumentException("no id of a budget of kind " + kind.code());
    }
    if (!kind.hasId() && !id.isEmpty()) {
      throw new IllegalArgumentException("there is only one budget of kind " + kind.code());
    }
  }

  /** One word for both, e.g. {@code account:0f…} or {@code installation}. */
  public String key() {
    return id.isEmpty() ? kind.code() : kind.code() + ":" + id;
  }

  /**
   * The scope of a key.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Scope of(String key) {
    int colon = key.indexOf(':');
    return colon < 0
        ? new Scope(Kind.of(key), "")
        : new Scope(
            Kind.of(key.substring(0, colon).toLowerCase(Locale.ROOT)), key.substring(colon + 1));
  }
}
