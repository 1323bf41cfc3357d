package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Block;
import dev.sparkle.knowledge.entity.Chunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Cuts a document into pieces that stand for themselves. Every word of the document is in exactly
 * one piece, in order.
 *
 * <p>A piece never reaches across a heading, and across a page only where a sentence runs on. It
 * ends where a sentence ends, unless one sentence alone is longer than wanted. Within a section
 * pieces are about equally long, so that no stub is left at its end.
 */
public final class Chunker {

  /** A piece may be longer than wanted by a quarter rather than leave a stub. */
  private static final double SLACK = 1.25;

  /** A paragraph's end is preferred as a border once a piece has this share of its size. */
  private static final double FULL_ENOUGH = 0.6;

  private final int size;

  /**
   * @param size wanted size of a piece in characters; a Chinese, Japanese or Korean character
   *     counts as two, since it says and costs about as much
   */
  public Chunker(int size) {
    if (size < 2) {
      throw new IllegalArgumentException("a chunk has room for one character, not " + size);
    }
    this.size = size;
  }

  /** Cuts the blocks of a document. */
  public List<Chunk> cut(List<Block> blocks) {
    Map<String, Set<List<String>>> placesOf = new HashMap<>();
    for (Block block : blocks) {
      placesOf
          .computeIfAbsent(last(block.headings()), heading -> new HashSet<>())
          .add(block.headings());
    }
    List<Chunk> chunks = new ArrayList<>();
    for (List<Paragraph> section : sections(blocks)) {
      List<String> path = section.get(0).headings();
      boolean ambiguous = placesOf.get(last(path)).size() > 1;
      List<Piece> pieces =
          section.stream().flatMap(paragraph -> paragraph.pieces(size).stream()).toList();
      pack(pieces, heading(path, ambiguous), chunks);
    }
    return chunks;
  }

  private static List<List<Paragraph>> sections(List<Block> blocks) {
    List<List<Paragraph>> sections = new ArrayList<>();
    Paragraph open = null;
    for (Block block : blocks) {
      if (open != null && open.takes(block)) {
        continue;
      }
      boolean same =
          open != null
              && open.headings().equals(block.headings())
              && Objects.equals(open.lastPage(), block.page());
      open = new Paragraph(block);
      if (!same) {
        sections.add(new ArrayList<>());
      }
      sections.get(sections.size() - 1).add(open);
    }
    return sections;
  }

  private static String last(List<String> path) {
    return path.isEmpty() ? "" : path.get(path.size() - 1);
  }

  /** The last heading; with the one above where the document has several of that name. */
  private static String heading(List<String> path, boolean ambiguous) {
    return ambiguous && path.size() > 1
        ? path.get(path.size() - 2) + " › " + last(path)
        : last(path);
  }

  private void pack(List<Piece> pieces, String heading, List<Chunk> into) {
    int left = pieces.stream().mapToInt(Piece::weight).sum();
    List<Piece> open = new ArrayList<>();
    int filled = 0;
    int wanted = wanted(left);
    for (Piece piece : pieces) {
      if (isFull(filled, piece, wanted)) {
        emit(heading, open, into);
        filled = 0;
        wanted = wanted(left);
      }
      open.add(piece);
      filled += piece.weight();
      left -= piece.weight();
    }
    emit(heading, open, into);
  }

  /** The size that leaves pieces of equal length in what is left of the section. */
  private int wanted(int left) {
    return left <= size * SLACK
        ? (int) (size * SLACK)
        : (int) Math.ceil(left / Math.ceil((double) left / size));
  }

  private boolean isFull(int filled, Piece next, int wanted) {
    int with = filled + next.weight();
    if (next.beginsParagraph() && filled >= wanted * FULL_ENOUGH && with > wanted) {
      return true;
    }
    return with > Math.min(wanted * 1.1, size * SLACK);
  }

  /** Makes a chunk of the pieces and forgets them; blanks alone are none. */
  private static void emit(String heading, List<Piece> pieces, List<Chunk> into) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(piece.beginsParagraph() && !text.isEmpty() ? "\n\n" : "").append(piece.text());
    }
    if (!text.toString().isBlank()) {
      Integer page = pieces.get(0).page();
      into.add(new Chunk(into.size(), heading, page, text.toString().strip()));
    }
    pieces.clear();
  }
}
