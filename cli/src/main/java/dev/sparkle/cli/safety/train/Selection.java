package dev.sparkle.cli.safety.train;

import dev.sparkle.cli.safety.CorpusReader.Row;
import dev.sparkle.safety.control.input.Encoder;
import dev.sparkle.safety.control.input.LanguageClassifiers;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which rows are trained on and which are held out. Whole sources are held out: random splits
 * flatter, since rows of one source are alike. No row that is nearly one held out is trained on.
 *
 * @param held neither trained on nor alike to a row that is
 */
record Selection(List<Row> trained, List<Row> held) {

  /** Texts that begin with so many equal letters are one text. */
  private static final int LETTERS = 120;

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
  private static final Pattern PLAIN = Pattern.compile("[^\\p{Alnum}*?]");

  /**
   * @param globs sources to hold out, with {@code *} and {@code ?}
   * @param everyBenign of the other benign rows one in so many is held out too; 0 for none
   */
  static Selection of(List<Row> rows, Encoder encoder, List<String> globs, int everyBenign) {
    List<PathMatcher> matchers =
        globs.stream()
            .map(g -> FileSystems.getDefault().getPathMatcher("glob:" + plain(g)))
            .toList();
    Set<String> seen = new HashSet<>();
    List<Row> held = new ArrayList<>();
    List<Row> others = new ArrayList<>();
    for (Row row : rows) {
      if (Sample.isWanted(row) && LanguageClassifiers.languagesOf(row.text()).contains(encoder)) {
        Path source = Path.of(plain(row.source()));
        boolean out = matchers.stream().anyMatch(m -> m.matches(source));
        if (!out) {
          others.add(row);
        } else if (seen.add(key(row))) {
          held.add(row);
        }
      }
    }
    List<Row> trained = new ArrayList<>();
    for (Row row : others) {
      String key = key(row);
      if (seen.add(key)) {
        boolean out =
            everyBenign > 0
                && !row.attack()
                && Math.floorMod(key.hashCode() * 31, everyBenign) == 0;
        (out ? held : trained).add(row);
      }
    }
    return new Selection(trained, held);
  }

  /** Names of sources hold slashes, brackets and stars, which mean something in a path. */
  private static String plain(String name) {
    return PLAIN.matcher(name).replaceAll("_");
  }

  private static String key(Row row) {
    String letters = NO_LETTERS.matcher(row.text().toLowerCase(Locale.ROOT)).replaceAll("");
    String start = letters.substring(0, Math.min(LETTERS, letters.length()));
    return start.isEmpty() ? row.text() : start;
  }
}
