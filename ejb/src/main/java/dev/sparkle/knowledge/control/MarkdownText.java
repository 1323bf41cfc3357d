package dev.sparkle.knowledge.control;

import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** The words of a Markdown block, one line for each list item, table row and line of code. */
final class MarkdownText extends AbstractVisitor {

  private final StringBuilder text = new StringBuilder();

  private MarkdownText() {}

  static String of(Node node) {
    MarkdownText words = new MarkdownText();
    node.accept(words);
    return words.text.toString();
  }

  @Override
  public void visit(Text node) {
    text.append(node.getLiteral());
  }

  @Override
  public void visit(Code node) {
    text.append(node.getLiteral());
  }

  @Override
  public void visit(SoftLineBreak node) {
    // a line end between Chinese characters is no blank
    boolean joined = !text.isEmpty() && Cjk.is(text.codePointBefore(text.length()));
    text.append(joined ? "" : " ");
  }

  @Override
  public void visit(HardLineBreak node) {
    text.append('\n');
  }

  @Override
  public void visit(Paragraph node) {
    visitChildren(node);
    text.append('\n');
  }

  @Override
  public void visit(Heading node) {
    visitChildren(node);
    text.append('\n');
  }

  @Override
  public void visit(ListItem node) {
    text.append("- ");
    visitChildren(node);
  }

  @Override
  public void visit(FencedCodeBlock node) {
    text.append(node.getLiteral()).append('\n');
  }

  @Override
  public void visit(IndentedCodeBlock node) {
    text.append(node.getLiteral()).append('\n');
  }

  @Override
  public void visit(HtmlBlock node) {
    text.append(HtmlParser.textOf(node.getLiteral())).append('\n');
  }

  @Override
  public void visit(CustomNode node) {
    visitChildren(node);
    if (node instanceof TableRow) {
      text.append('\n');
    } else if (node instanceof TableCell && node.getNext() != null) {
      text.append(" | ");
    }
  }
}
