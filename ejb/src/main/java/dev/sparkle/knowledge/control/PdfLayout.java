package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.control.PdfText.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes paragraphs and headings of the lines of a PDF. */
final class PdfLayout {

  /** A heading's letters are larger than the text's by at least so much. */
  private static final double HEADING_RATIO = 1.15;

  private static final int MAX_HEADING = 120;

  /** Beyond this share of the text, large letters are a style and no headings. */
  private static final double MAX_HEADING_SHARE = 0.3;

  /** A line at a page's edge that returns on so many pages is a running header or footer. */
  private static final int MIN_REPEATS = 3;

  private final List<Line> lines;
  private final List<Integer> headingSizes;

  PdfLayout(List<Line> all) {
    this.lines = withoutRunningLines(all);
    this.headingSizes = headingSizes(lines);
  }

  /** Tells the outline what is there. */
  void describe(Outline outline) {
    StringBuilder paragraph = new StringBuilder();
    Line begin = null;
    for (Line line : lines) {
      int level = level(line);
      if (begin != null && level(begin) != level) {
        emit(outline, begin, paragraph);
        begin = null;
      }
      if (begin == null) {
        begin = line;
      }
      join(paragraph, line.text());
      if (line.endsParagraph()) {
        emit(outline, begin, paragraph);
        begin = null;
      }
    }
    if (begin != null) {
      emit(outline, begin, paragraph);
    }
  }

  private void emit(Outline outline, Line begin, StringBuilder text) {
    int level = level(begin);
    if (level > 0) {
      outline.heading(level, text.toString());
    } else {
      outline.block(begin.page(), text.toString());
    }
    text.setLength(0);
  }

  /** The heading's level from 1, 0 for other text. */
  private int level(Line line) {
    return line.text().length() > MAX_HEADING
        ? 0
        : Math.min(headingSizes.indexOf(line.size()) + 1, 6);
  }

  private static void join(StringBuilder text, String line) {
    if (!text.isEmpty()) {
      int last = text.codePointBefore(text.length());
      boolean letterBefore =
          text.length() > 1 && Character.isLetter(text.charAt(text.length() - 2));
      if (last == '-' && letterBefore && Character.isLowerCase(line.codePointAt(0))) {
        text.setLength(text.length() - 1);
      } else if (!Cjk.is(last) || !Cjk.is(line.codePointAt(0))) {
        text.append(' ');
      }
    }
    text.append(line);
  }

  /** The sizes that headings have, largest first. */
  private static List<Integer> headingSizes(List<Line> lines) {
    Map<Integer, Integer> characters = new HashMap<>();
    lines.forEach(line -> characters.merge(line.size(), line.text().length(), Integer::sum));
    int body = 0;
    int most = 0;
    int total = 0;
    for (Map.Entry<Integer, Integer> each : characters.entrySet()) {
      total += each.getValue();
      if (each.getValue() > most) {
        most = each.getValue();
        body = each.getKey();
      }
    }
    TreeSet<Integer> sizes = new TreeSet<>();
    int large = 0;
    for (Map.Entry<Integer, Integer> each : characters.entrySet()) {
      if (each.getKey() >= body * HEADING_RATIO) {
        sizes.add(each.getKey());
        large += each.getValue();
      }
    }
    return large > total * MAX_HEADING_SHARE ? List.of() : List.copyOf(sizes.descendingSet());
  }

  private static List<Line> withoutRunningLines(List<Line> lines) {
    Map<String, Set<Integer>> pagesOf = new HashMap<>();
    for (int at = 0; at < lines.size(); at++) {
      if (atEdge(lines, at)) {
        pagesOf
            .computeIfAbsent(key(lines.get(at)), key -> new HashSet<>())
            .add(lines.get(at).page());
      }
    }
    List<Line> kept = new ArrayList<>(lines.size());
    for (int at = 0; at < lines.size(); at++) {
      Line line = lines.get(at);
      if (!atEdge(lines, at) || pagesOf.get(key(line)).size() < MIN_REPEATS) {
        kept.add(line);
      }
    }
    return kept;
  }

  private static boolean atEdge(List<Line> lines, int at) {
    int page = lines.get(at).page();
    return at == 0
        || at == lines.size() - 1
        || lines.get(at - 1).page() != page
        || lines.get(at + 1).page() != page;
  }

  /** Page numbers differ from page to page; the rest of a running line does not. */
  private static String key(Line line) {
    return line.text().replaceAll("[0-9]+", "#");
  }
}
