package dev.sparkle.platform.control.setting;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of settings, each with its source. An immutable picture if what it looks up is one. {@code
 * ${other.setting}} in a value stands for that setting's own value, so that a change of one reaches
 * those that follow it.
 */
public final class SettingValues {

  /** A value as it was given, and by whom. */
  public record Given(String value, Source source) {

    public Given {
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(source, "source");
    }
  }

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{([A-Za-z0-9._-]+)(?::([^}]*))?}");

  /** Deeper than anybody writes, and an end for what refers to itself. */
  private static final int DEEPEST = 8;

  private final Function<String, Optional<Given>> lookUp;

  /** Of a setting's name, what was given. */
  public SettingValues(Function<String, Optional<Given>> lookUp) {
    this.lookUp = Objects.requireNonNull(lookUp, "lookUp");
  }

  /** The same with others over it. */
  public SettingValues under(Map<String, String> others, Source source) {
    Map<String, String> kept = Map.copyOf(others);
    return new SettingValues(
        name ->
            kept.containsKey(name)
                ? Optional.of(new Given(kept.get(name), source))
                : lookUp.apply(name));
  }

  /** A value with its expressions resolved, and its source; empty if nobody gave one. */
  public Optional<Given> find(String name) {
    return lookUp
        .apply(name)
        .map(given -> new Given(resolved(given.value(), DEEPEST).strip(), given.source()));
  }

  private String resolved(String text, int depth) {
    Matcher expression = EXPRESSION.matcher(text);
    if (depth == 0 || !expression.find()) {
      return text;
    }
    return expression.replaceAll(
        found -> {
          String otherwise = found.group(2) == null ? "" : found.group(2);
          String value = lookUp.apply(found.group(1)).map(Given::value).orElse(otherwise);
          return Matcher.quoteReplacement(resolved(value, depth - 1));
        });
  }

  /** A text; empty if there is none. */
  public Optional<String> text(String name) {
    return find(name).map(Given::value).filter(value -> !value.isEmpty());
  }

  /**
   * A text that there must be; so are all below.
   *
   * @throws IllegalArgumentException that names the setting
   */
  public String required(String name) {
    return text(name)
        .orElseThrow(() -> new IllegalArgumentException(name + " is empty; it must have a value."));
  }

  /** A whole number. */
  public int number(String name) {
    return Math.toIntExact(large(name));
  }

  /** A large whole number. */
  public long large(String name) {
    try {
      return Long.parseLong(required(name));
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(
          name + " is \"" + required(name) + "\"; it must be a whole number.", noNumber);
    }
  }

  /** A number with a point. */
  public double fraction(String name) {
    try {
      return new BigDecimal(required(name)).doubleValue();
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(
          name + " is \"" + required(name) + "\"; it must be a number.", noNumber);
    }
  }

  /** Yes or no. */
  public boolean flag(String name) {
    return Boolean.parseBoolean(required(name));
  }

  /** A time in milliseconds. */
  public Duration millis(String name) {
    return Duration.ofMillis(large(name));
  }

  /** Words with commas; none if it is empty. */
  public List<String> list(String name) {
    return Arrays.stream(text(name).orElse("").split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }
}
