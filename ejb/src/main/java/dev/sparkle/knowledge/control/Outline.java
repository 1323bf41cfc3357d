package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Block;
import dev.sparkle.knowledge.entity.Reading;
import dev.sparkle.knowledge.entity.Reading.Parsed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Collects a document's blocks while a parser walks through it, and knows under which headings it
 * is. The first heading becomes the title if it is of the highest level and nothing stands before
 * it.
 */
final class Outline {

  /** A longer "heading" is a paragraph in large type. */
  private static final int MAX_HEADING = 200;

  /** What a block costs beside its characters, so that a million of one letter are not cheap. */
  private static final int BLOCK = 40;

  private record Heading(int level, String text) {}

  private final ReadingBudget budget;
  private final List<Block> blocks = new ArrayList<>();
  private final Deque<Heading> path = new ArrayDeque<>();
  private String title;
  private boolean began;

  Outline(ReadingBudget budget) {
    this.budget = budget;
  }

  /** The document's own title, where it has one beside its headings. Later ones are ignored. */
  void title(String text) {
    String line = oneLine(text);
    if (title == null && !line.isEmpty() && line.length() <= MAX_HEADING) {
      title = line;
    }
  }

  /** A heading; 1 is the highest level. */
  void heading(int level, String text) {
    String line = oneLine(text);
    if (line.isEmpty()) {
      return;
    }
    if (line.length() > MAX_HEADING) {
      block(null, line);
      return;
    }
    budget.spend(line.length());
    boolean first = !began;
    began = true;
    while (!path.isEmpty() && path.getLast().level() >= level) {
      path.removeLast();
    }
    if (first && level == 1 && (title == null || title.equals(line))) {
      title = line;
    } else {
      path.addLast(new Heading(level, line));
    }
  }

  /** A paragraph, list, table or listing; nothing if it is blank. */
  void block(Integer page, String text) {
    String clean = Whitespace.tidy(text);
    if (clean.isEmpty()) {
      return;
    }
    budget.spend(clean.length() + BLOCK);
    budget.checkTime();
    began = true;
    blocks.add(new Block(headings(), page, clean));
  }

  /** What was collected; {@code ifNone} if there are no words at all. */
  Reading finish(Reading.Unreadable ifNone) {
    boolean words = blocks.stream().anyMatch(block -> hasWord(block.text()));
    return words ? new Parsed(title, blocks) : ifNone;
  }

  /** Rows of quotation marks or dashes are none. */
  private static boolean hasWord(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private List<String> headings() {
    List<String> headings = new ArrayList<>(path.size());
    for (Iterator<Heading> each = path.iterator(); each.hasNext(); ) {
      headings.add(each.next().text());
    }
    return headings;
  }

  private static String oneLine(String text) {
    return Whitespace.tidy(text).replace('\n', ' ');
  }
}
