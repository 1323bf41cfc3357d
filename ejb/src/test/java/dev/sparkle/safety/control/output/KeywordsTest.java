package dev.sparkle.safety.control.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is passed over unread could not have matched. */
class KeywordsTest {

  private static final List<String> IDEAS =
      RuleFile.lines("leak-phrases.txt").map(line -> line.split("\t")[2]).toList();

  private static final List<String> TOPICS =
      RuleFile.lines("harm-rules.txt").map(line -> line.split("\t")[1]).toList();

  private static final Keywords IDEA_WORDS = Keywords.of(IDEAS, false);
  private static final Keywords TOPIC_WORDS = Keywords.of(TOPICS, true);
  private static final List<Pattern> IDEA_PATTERNS = IDEAS.stream().map(Pattern::compile).toList();
  private static final List<Pattern> TOPIC_PATTERNS =
      TOPICS.stream().map(regex -> Pattern.compile("(?iu)" + regex)).toList();

  /** Pieces of the expressions themselves, and what stands between words. */
  private static final List<String> PIECES =
      Stream.concat(
              Stream.concat(IDEAS.stream(), TOPICS.stream())
                  .flatMap(regex -> Arrays.stream(regex.split("[()|?\\\\\\[\\]{}.,]+"))),
              Stream.of(" ", " ", "<<", "the ", "1f", "2. ", "\n", ". ", "ſ", "K", "İ", "DO NOT "))
          .filter(piece -> !piece.isEmpty())
          .distinct()
          .toList();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "abc|de;abc de",
        "a(?:bcd|def)ef?;bcd def",
        "(?:a|b)?cde+;cde",
        "x{0,3}yz;yz",
        "\\babc\\d+;abc",
        "[ab]cd[^x]e;cd",
        "(?=abc)de;de",
        "材料|ab;材料 ab",
        "a(?:b)?;a",
        "a|b?;''",
        "(?<=a)b;''",
        "a\\1;''",
        "\\Qab\\E;''",
        ".*;''"
      })
  void readsOffWhichWordsMustStandThere(String regex, String words) {
    Set<String> expected = words.isEmpty() ? Set.of() : Set.of(words.split(" "));
    assertEquals(expected, RequiredWords.of(regex));
  }

  @Test
  void knowsWordsOfEveryShippedExpression() {
    assertEquals(List.of(), IDEA_WORDS.alwaysTried());
    assertEquals(List.of(), TOPIC_WORDS.alwaysTried());
  }

  @Property(tries = 1000)
  void passesNothingOverThatMatches(@ForAll List<Integer> picks) {
    String text = text(picks);
    check(IDEA_WORDS.reader(), IDEA_PATTERNS, text);
    check(TOPIC_WORDS.reader(), TOPIC_PATTERNS, text);
  }

  private static void check(Keywords.Reader reader, List<Pattern> patterns, String text) {
    reader.read(text);
    for (int i = 0; i < patterns.size(); i++) {
      Pattern pattern = patterns.get(i);
      assertTrue(
          !pattern.matcher(text).find() || reader.mayMatch(i, text.length()),
          () -> pattern + " in " + text);
    }
  }

  @Property(tries = 500)
  void guardsSayTheSameAsIfEveryExpressionWereTried(@ForAll List<Integer> picks) {
    String text = text(picks);
    same(text, new PhraseGuard(), new PhraseGuard(Keywords.unknown(PhraseGuard.ideas())));
    same(
        text,
        HarmGuard.of(OutputPolicy.shipped()),
        new HarmGuard(Keywords.unknown(HarmGuard.rules())));
  }

  @Test
  void guardsSayTheSameOfWhatLeaks() {
    String leak =
        String.join(
            " ",
            "You are a patient tutor. Answer only from the course material.",
            "Never invent things. Use short sentences and plain words.",
            "不要编造。只根据课程材料回答。<<material 1f>>");
    same(leak, new PhraseGuard(), new PhraseGuard(Keywords.unknown(PhraseGuard.ideas())));
    PhraseGuard guard = new PhraseGuard();
    pieces(leak).forEach(guard::read);
    assertEquals(OutputPolicy.PROMPT_LEAK, guard.stop());
  }

  private static void same(String text, Guard quick, Guard thorough) {
    for (String piece : pieces(text)) {
      quick.read(piece);
      thorough.read(piece);
      assertEquals(thorough.stop(), quick.stop(), text);
    }
  }

  /** As the sieve hands it on: words with what stands behind them. */
  private static List<String> pieces(String text) {
    return new ArrayList<>(Arrays.asList(text.split("(?<=[ .\n。])")));
  }

  private static String text(List<Integer> picks) {
    StringBuilder text = new StringBuilder();
    for (int pick : picks) {
      text.append(PIECES.get(Math.floorMod(pick, PIECES.size())));
      text.append(pick % 3 == 0 ? " " : "");
    }
    return text.toString();
  }
}
