package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Reading;
import java.util.regex.Pattern;

/** Plain text: paragraphs are set apart by blank lines. */
final class TextParser {

  private static final Pattern BLANK_LINES = Pattern.compile("\\R\\h*\\R\\s*");

  private TextParser() {}

  static Reading parse(String text, ReadingBudget budget) {
    Outline outline = new Outline(budget);
    BLANK_LINES.splitAsStream(text).forEach(paragraph -> outline.block(null, paragraph));
    return outline.finish(Unreadables.noWords());
  }
}
