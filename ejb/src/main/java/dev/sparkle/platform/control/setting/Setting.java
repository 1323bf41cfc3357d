package dev.sparkle.platform.control.setting;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A setting, and what it may be.
 *
 * @param place who reads it
 * @param name as in the configuration; {@code *} stands for a word of the operator's own
 * @param optional whether it may be empty
 */
public record Setting(Place place, String name, Shape shape, boolean optional, Set<Trait> traits) {

  /** Who reads a setting. */
  public enum Place {
    /** The application: {@code microprofile-config.properties}. */
    APPLICATION,
    /** Open Liberty: {@code variables.xml}. */
    SERVER,
    /** {@code ./sparkle}, or what it gives to nodes. */
    COMMAND
  }

  /** What a setting is besides. */
  public enum Trait {
    LIVE,
    SECRET,
    CREDENTIAL
  }

  public Setting {
    traits = Set.copyOf(traits);
    if (traits.contains(Trait.LIVE)
        && (traits.contains(Trait.SECRET) || traits.contains(Trait.CREDENTIAL))) {
      throw new IllegalArgumentException(name + " is a secret, and these are never changed live");
    }
  }

  /** Whether it may be changed while the nodes run. */
  public boolean live() {
    return traits.contains(Trait.LIVE);
  }

  /** Whether it is never shown. */
  public boolean secret() {
    return traits.contains(Trait.SECRET);
  }

  /** Whether a file may hold it, which {@code NAME_FILE} names. */
  public boolean fromFile() {
    return secret() || traits.contains(Trait.CREDENTIAL);
  }

  /** Whether it stands for several. */
  public boolean open() {
    return name.contains("*");
  }

  /** Its environment variable; as the name, it may have a star. */
  public String variable() {
    return variable(name);
  }

  /** The environment variable of a setting's name. */
  public static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
  }

  /** The same setting under a name without a star. */
  Setting named(String other) {
    return new Setting(place, other, shape, optional, traits);
  }

  /** What is allowed. */
  public String allowed() {
    return optional ? shape.words() + ", or empty" : shape.words();
  }

  /**
   * What is wrong with a value, as one sentence that names the setting, the value and what is
   * allowed; a secret's value is not named.
   *
   * @param value empty for none
   */
  public Optional<String> problem(String value) {
    String text = value.strip();
    if (text.isEmpty() ? optional : shape.fits(text)) {
      return Optional.empty();
    }
    String what = text.isEmpty() ? "empty" : secret() ? "not that" : "\"" + shown(text) + "\"";
    return Optional.of(name + " is " + what + "; it must be " + allowed() + ".");
  }

  private String shown(String text) {
    String masked = Masking.shown(name, text);
    return masked.length() > 60 ? masked.substring(0, 60) + "…" : masked;
  }
}
