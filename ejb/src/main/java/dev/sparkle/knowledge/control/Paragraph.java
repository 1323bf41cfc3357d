package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A block, together with those on the next pages that its last sentence runs on into. */
final class Paragraph {

  private static final String CLOSERS = "\"'”’)）】」』》］]";
  private static final String ENDS = ".!?:。！？：；…";

  private final List<Block> blocks = new ArrayList<>();

  Paragraph(Block first) {
    blocks.add(first);
  }

  List<String> headings() {
    return blocks.get(0).headings();
  }

  /** The page that its last words are on. */
  Integer lastPage() {
    return last().page();
  }

  /** Takes the block up if this paragraph's last sentence goes on in it; else does nothing. */
  boolean takes(Block next) {
    boolean runsOn =
        headings().equals(next.headings())
            && !Objects.equals(lastPage(), next.page())
            && !endsSentence(last().text());
    return runsOn && blocks.add(next);
  }

  /** The paragraph in pieces of at most the given weight. */
  List<Piece> pieces(int limit) {
    StringBuilder text = new StringBuilder();
    int[] begins = new int[blocks.size()];
    for (int each = 0; each < blocks.size(); each++) {
      String words = blocks.get(each).text();
      boolean joined =
          text.isEmpty()
              || Cjk.is(text.codePointBefore(text.length())) && Cjk.is(words.codePointAt(0));
      begins[each] = text.append(joined ? "" : " ").length();
      text.append(words);
    }
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    int block = 0;
    for (String sentence : Sentences.of(text.toString())) {
      for (String part : Piece.within(sentence, limit)) {
        while (block + 1 < begins.length && begins[block + 1] <= at) {
          block++;
        }
        pieces.add(new Piece(part, Piece.weightOf(part), blocks.get(block).page(), at == 0));
        at += part.length();
      }
    }
    return pieces;
  }

  private Block last() {
    return blocks.get(blocks.size() - 1);
  }

  private static boolean endsSentence(String text) {
    int end = text.length();
    while (end > 1 && CLOSERS.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return ENDS.indexOf(text.charAt(end - 1)) >= 0;
  }
}
