package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Block;
import dev.sparkle.knowledge.entity.Reading;
import dev.sparkle.knowledge.entity.Reading.Parsed;
import dev.sparkle.knowledge.entity.Reading.Unreadable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A {@link Reading} as bytes, from one process of a node to another of the same version. */
final class ReadingCodec {

  private static final int NO_PAGE = 0;

  private ReadingCodec() {}

  static void write(Reading reading, DataOutputStream out) throws IOException {
    if (reading instanceof Unreadable reason) {
      out.writeBoolean(false);
      text(reason.code(), out);
      text(reason.message(), out);
      return;
    }
    Parsed document = (Parsed) reading;
    out.writeBoolean(true);
    out.writeBoolean(document.title() != null);
    text(document.title() == null ? "" : document.title(), out);
    out.writeInt(document.blocks().size());
    List<String> headings = null;
    for (Block block : document.blocks()) {
      out.writeBoolean(block.headings().equals(headings));
      if (!block.headings().equals(headings)) {
        headings = block.headings();
        out.writeInt(headings.size());
        for (String heading : headings) {
          text(heading, out);
        }
      }
      out.writeInt(block.page() == null ? NO_PAGE : block.page());
      text(block.text(), out);
    }
  }

  static Reading read(DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return new Unreadable(text(in), text(in));
    }
    boolean titled = in.readBoolean();
    String title = text(in);
    int count = in.readInt();
    List<Block> blocks = new ArrayList<>();
    List<String> headings = List.of();
    for (int each = 0; each < count; each++) {
      headings = in.readBoolean() ? headings : headings(in);
      int page = in.readInt();
      blocks.add(new Block(headings, page == NO_PAGE ? null : page, text(in)));
    }
    return new Parsed(titled ? title : null, blocks);
  }

  /** Blocks below one heading share the list: a document may have half a million of them. */
  private static List<String> headings(DataInputStream in) throws IOException {
    List<String> headings = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      headings.add(text(in));
    }
    return List.copyOf(headings);
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
