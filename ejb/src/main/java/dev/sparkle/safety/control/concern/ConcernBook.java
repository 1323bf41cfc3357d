package dev.sparkle.safety.control.concern;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sparkle.safety.entity.Concern;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows the words that tell of danger, from the data file {@code safety/concerns.yaml}.
 *
 * <p><b>Limitations.</b> It finds plain words of the first person in English and Chinese. It does
 * not understand: hints, irony and other languages pass, and a quotation without a sign that it is
 * one does not. It is no substitute for people who know the learner.
 */
public final class ConcernBook {

  private static final String FILE = "/safety/concerns.yaml";

  /** How far around the words a sign counts that they are meant otherwise, in characters. */
  private static final int AROUND = 120;

  /** Longer texts are read only so far; a question has at most 4,000 characters. */
  private static final int MOST = 8_000;

  /** A rule that spoke. */
  public record Hit(Concern concern, String rule) {}

  /**
   * One rule; its examples and counter-examples are held by a test.
   *
   * @param chinese its expressions are in Chinese, and find nothing in a text without
   */
  record Rule(
      String id,
      Concern concern,
      boolean chinese,
      List<Pattern> find,
      List<Pattern> unless,
      List<String> examples,
      List<String> not) {}

  /** A letter, not of a class like {@code \\S}. */
  private static final Pattern CAPITAL = Pattern.compile("(?<!\\\\)\\p{Lu}");

  private final List<Rule> rules;

  private ConcernBook(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The shipped book. */
  public static ConcernBook shipped() {
    try (InputStream in = ConcernBook.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in this build");
      }
      File file = new ObjectMapper(new YAMLFactory()).readValue(in, File.class);
      return new ConcernBook(file.rules().stream().map(e -> e.rule(file.unless())).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  /** The first rule that finds something in the text. */
  public Optional<Hit> find(String text) {
    String plain = plain(text);
    boolean chinese = isChinese(plain);
    return rules.stream()
        .filter(rule -> chinese || !rule.chinese())
        .filter(rule -> speaks(rule, plain))
        .findFirst()
        .map(rule -> new Hit(rule.concern(), rule.id()));
  }

  List<Rule> rules() {
    return rules;
  }

  private static boolean speaks(Rule rule, String text) {
    for (Pattern pattern : rule.find()) {
      Matcher found = pattern.matcher(text);
      while (found.find()) {
        if (!isMeantOtherwise(rule, text, found)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isMeantOtherwise(Rule rule, String text, Matcher found) {
    String around =
        text.substring(
            Math.max(0, found.start() - AROUND), Math.min(text.length(), found.end() + AROUND));
    return rule.unless().stream().anyMatch(pattern -> pattern.matcher(around).find());
  }

  private static boolean isChinese(String text) {
    return text.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN);
  }

  /** In small letters, as the expressions are: to fold each letter while looking costs double. */
  private static String plain(String text) {
    String cut = text.length() > MOST ? text.substring(0, MOST) : text;
    return Normalizer.normalize(cut, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[’ʼ`´]", "'")
        .replaceAll("\\s+", " ");
  }

  private record File(List<String> unless, List<Entry> rules) {}

  private record Entry(
      String id,
      String concern,
      List<String> find,
      List<String> unless,
      List<String> examples,
      @JsonProperty("not") List<String> not) {

    Rule rule(List<String> ofAll) {
      List<Pattern> otherwise =
          java.util.stream.Stream.concat(
                  ofAll.stream(), unless == null ? java.util.stream.Stream.of() : unless.stream())
              .map(Entry::pattern)
              .toList();
      return new Rule(
          id,
          Concern.valueOf(concern.toUpperCase(Locale.ROOT)),
          find.stream().allMatch(ConcernBook::isChinese),
          find.stream().map(Entry::pattern).toList(),
          otherwise,
          examples,
          not);
    }

    private static Pattern pattern(String expression) {
      if (CAPITAL.matcher(expression).find()) {
        throw new IllegalArgumentException(expression + " is to be in small letters");
      }
      return Pattern.compile(expression);
    }
  }
}
