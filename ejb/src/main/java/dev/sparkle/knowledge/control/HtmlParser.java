package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Reading;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** HTML: the words that a reader sees, without navigation, forms and scripts. */
final class HtmlParser implements NodeVisitor {

  private static final String UNSEEN =
      "script, style, noscript, template, nav, header nav, footer, aside, form, button, select, svg,"
          + " math annotation, iframe, object, [hidden], [aria-hidden=true], [role=navigation]";

  /** Elements whose words are one block, however they are made up inside. */
  private static final Set<String> WHOLE =
      Set.of("p", "ul", "ol", "dl", "table", "pre", "figcaption");

  private static final Set<String> LINES =
      Set.of("li", "tr", "dt", "dd", "p", "div", "br", "pre", "caption");

  private static final Set<String> CELLS = Set.of("td", "th");

  private final Outline outline;
  private final StringBuilder words = new StringBuilder();
  private Element whole;

  private HtmlParser(Outline outline) {
    this.outline = outline;
  }

  static Reading parse(String html, ReadingBudget budget) {
    Document document = Jsoup.parse(html);
    Outline outline = new Outline(budget);
    outline.title(document.title());
    document.select(UNSEEN).remove();
    HtmlParser parser = new HtmlParser(outline);
    NodeTraversor.traverse(parser, document.body());
    parser.flush();
    return outline.finish(Unreadables.noWords());
  }

  /** The words of a fragment of HTML, as plain text. */
  static String textOf(String html) {
    return Jsoup.parseBodyFragment(html).text();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      words.append(whole != null && whole.nameIs("pre") ? text.getWholeText() : flat(text));
    } else if (node instanceof Element element && whole == null) {
      String name = element.normalName();
      if (isHeading(name) || WHOLE.contains(name)) {
        flush();
        whole = element;
      } else if (element.isBlock() || name.equals("br")) {
        flush();
      }
    }
    if (node instanceof Element element && element.nameIs("li") && whole != element) {
      words.append("\n- ");
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (!(node instanceof Element element)) {
      return;
    }
    String name = element.normalName();
    if (element == whole) {
      whole = null;
      if (isHeading(name)) {
        outline.heading(name.charAt(1) - '0', words.toString());
        words.setLength(0);
      } else {
        flush();
      }
    } else if (whole != null && CELLS.contains(name)) {
      words.append(element.nextElementSibling() == null ? "" : " | ");
    } else if (whole != null && LINES.contains(name)) {
      words.append('\n');
    } else if (whole == null && element.isBlock()) {
      flush();
    }
  }

  private void flush() {
    outline.block(null, words.toString());
    words.setLength(0);
  }

  /** A line end in the source is a blank to the reader. */
  private static String flat(TextNode text) {
    return text.getWholeText().replace('\n', ' ').replace('\r', ' ');
  }

  private static boolean isHeading(String name) {
    return name.length() == 2
        && name.charAt(0) == 'h'
        && name.charAt(1) >= '1'
        && name.charAt(1) <= '6';
  }
}
