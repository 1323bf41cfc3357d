package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Reading;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/** Markdown (CommonMark with tables). A front matter of YAML is left out but for its title. */
final class MarkdownParser {

  /** Deeper nesting occurs only in files made to hurt. */
  private static final int MAX_NESTING = 64;

  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A---\\h*\\R((?:(?!---\\h*\\R).*\\R){0,200}?)---\\h*(\\R|\\z)");

  private static final Pattern FRONT_TITLE =
      Pattern.compile("^title:\\h*[\"']?(.*?)[\"']?\\h*$", Pattern.MULTILINE);

  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

  private final Outline outline;

  private MarkdownParser(Outline outline) {
    this.outline = outline;
  }

  static Reading parse(String text, ReadingBudget budget) {
    Outline outline = new Outline(budget);
    String body = text;
    var front = FRONT_MATTER.matcher(text);
    if (front.find()) {
      body = text.substring(front.end());
      var title = FRONT_TITLE.matcher(front.group(1));
      if (title.find()) {
        outline.title(title.group(1));
      }
    }
    Node document =
        Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(MAX_NESTING)
            .maxInlineNesting(MAX_NESTING)
            .build()
            .parse(body);
    new MarkdownParser(outline).blocks(document);
    return outline.finish(Unreadables.noWords());
  }

  private void blocks(Node parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        outline.heading(heading.getLevel(), MarkdownText.of(heading));
      } else if (node instanceof HtmlBlock html) {
        outline.block(null, HtmlParser.textOf(html.getLiteral()));
      } else if (node instanceof BlockQuote || node instanceof Document) {
        blocks(node);
      } else if (node instanceof TableBlock || isWords(node)) {
        outline.block(null, MarkdownText.of(node));
      }
    }
  }

  private static boolean isWords(Node node) {
    return node instanceof Block && !(node instanceof LinkReferenceDefinition);
  }
}
