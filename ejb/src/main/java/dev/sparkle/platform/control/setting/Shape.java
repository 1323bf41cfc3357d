package dev.sparkle.platform.control.setting;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a value may be. Each shape judges a value that is not empty, and says what is allowed. */
sealed interface Shape {

  /** Whether the value is of this shape. */
  boolean fits(String value);

  /** What is allowed, as it stands behind "it is". */
  String words();

  /** A whole number. */
  record Whole(long lowest, long highest) implements Shape {

    @Override
    public boolean fits(String value) {
      try {
        long number = Long.parseLong(value);
        return lowest <= number && number <= highest;
      } catch (NumberFormatException noNumber) {
        return false;
      }
    }

    @Override
    public String words() {
      return "a whole number from " + lowest + " to " + highest;
    }
  }

  /** A number with a point. */
  record Fraction(BigDecimal lowest, BigDecimal highest) implements Shape {

    private static final Pattern PLAIN = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    @Override
    public boolean fits(String value) {
      if (!PLAIN.matcher(value).matches()) {
        return false;
      }
      BigDecimal number = new BigDecimal(value);
      return lowest.compareTo(number) <= 0 && number.compareTo(highest) <= 0;
    }

    @Override
    public String words() {
      return "a number from " + lowest + " to " + highest;
    }
  }

  /** Yes or no. */
  record Flag() implements Shape {

    @Override
    public boolean fits(String value) {
      return value.equals("true") || value.equals("false");
    }

    @Override
    public String words() {
      return "true or false";
    }
  }

  /** One of some words. */
  record OneOf(List<String> choices) implements Shape {

    @Override
    public boolean fits(String value) {
      return choices.contains(value);
    }

    @Override
    public String words() {
      return "one of " + String.join(", ", choices);
    }
  }

  /** Some of some words, with commas. */
  record ListOf(List<String> choices) implements Shape {

    @Override
    public boolean fits(String value) {
      return Arrays.stream(value.split(",")).map(String::strip).allMatch(choices::contains);
    }

    @Override
    public String words() {
      return "one or more of " + String.join(", ", choices) + ", with commas";
    }
  }

  /** An address with a host, or several. */
  record Address(List<String> schemes) implements Shape {

    @Override
    public boolean fits(String value) {
      try {
        URI address = URI.create(value);
        // several hosts, as Sentinels have, are an authority without a host
        return address.getAuthority() != null && schemes.contains(address.getScheme());
      } catch (IllegalArgumentException noAddress) {
        return false;
      }
    }

    @Override
    public String words() {
      return "an address that begins with "
          + String.join(":// or ", schemes)
          + ":// and names a host";
    }
  }

  /** A text of some length, without characters that control something. */
  record Text(int shortest, int longest) implements Shape {

    @Override
    public boolean fits(String value) {
      return value.length() >= shortest
          && value.length() <= longest
          && value.chars().noneMatch(Character::isISOControl);
    }

    @Override
    public String words() {
      return shortest > 1
          ? "a text of " + shortest + " to " + longest + " characters in one line"
          : "a text of up to " + longest + " characters in one line";
    }
  }

  /** What a model is called. */
  record Name() implements Shape {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    @Override
    public boolean fits(String value) {
      return NAME.matcher(value).matches() && !value.equals("all");
    }

    @Override
    public String words() {
      return "up to 32 of a-z, 0-9 and -, and not \"all\"";
    }
  }

  /** When something is done. What the fields mean is read by the calendar. */
  record Cron() implements Shape {

    private static final Pattern FIELD = Pattern.compile("[0-9A-Za-z*/,-]{1,60}");

    @Override
    public boolean fits(String value) {
      String[] fields = value.split("\\s+");
      return fields.length == 5 && Arrays.stream(fields).allMatch(f -> FIELD.matcher(f).matches());
    }

    @Override
    public String words() {
      return "five fields as of cron, such as 40 3 * * *";
    }
  }

  /** Where midnight is. */
  record Zone() implements Shape {

    @Override
    public boolean fits(String value) {
      try {
        return ZoneId.of(value) != null;
      } catch (DateTimeException none) {
        return false;
      }
    }

    @Override
    public String words() {
      return "a time zone, such as UTC or Asia/Shanghai";
    }
  }

  /** Numbers by name. */
  record Counts(Whole each) implements Shape {

    private static final Pattern ENTRY =
        Pattern.compile("\\s*([a-z][a-z0-9_.-]{0,62})\\s*=\\s*(\\d+)\\s*");

    @Override
    public boolean fits(String value) {
      return Arrays.stream(value.split(","))
          .map(ENTRY::matcher)
          .allMatch(entry -> entry.matches() && each.fits(entry.group(2)));
    }

    @Override
    public String words() {
      return "name=number with commas, such as default=8,ingest=2, each " + each.words();
    }
  }

  /**
   * Reads a shape as it stands in the table.
   *
   * @param text such as {@code whole 1..10}; a {@code ?} is no part of it
   * @throws IllegalArgumentException if there is no such shape
   */
  static Shape parse(String text) {
    String[] parts = text.split("\\s+", 2);
    String limits = parts.length > 1 ? parts[1] : "";
    return switch (parts[0]) {
      case "whole" -> whole(limits);
      case "fraction" ->
          new Fraction(new BigDecimal(ends(limits)[0]), new BigDecimal(ends(limits)[1]));
      case "flag" -> new Flag();
      case "one" -> new OneOf(words(limits));
      case "list" -> new ListOf(words(limits));
      case "address" -> new Address(words(limits));
      case "text" -> new Text(Integer.parseInt(ends(limits)[0]), Integer.parseInt(ends(limits)[1]));
      case "name" -> new Name();
      case "cron" -> new Cron();
      case "zone" -> new Zone();
      case "counts" -> new Counts(whole(limits));
      default -> throw new IllegalArgumentException("there is no shape \"" + text + "\"");
    };
  }

  private static Whole whole(String limits) {
    return new Whole(Long.parseLong(ends(limits)[0]), Long.parseLong(ends(limits)[1]));
  }

  private static List<String> words(String limits) {
    return List.of(limits.split(","));
  }

  private static String[] ends(String limits) {
    return Optional.of(limits.split("\\.\\.", 2))
        .filter(ends -> ends.length == 2)
        .orElseThrow(
            () ->
                new IllegalArgumentException("limits are lowest..highest, not \"" + limits + "\""));
  }
}
