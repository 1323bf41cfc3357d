package dev.sparkle.cli.deploy;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads lengths of time as people write them: 90s, 15m, 1h. */
final class Lengths implements ITypeConverter<Duration> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})(s|m|h)");

  @Override
  public Duration convert(String text) {
    Matcher words = FORM.matcher(text.strip());
    if (!words.matches()) {
      throw new TypeConversionException("'" + text + "' is no length such as 90s, 15m or 1h");
    }
    long number = Long.parseLong(words.group(1));
    return switch (words.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
