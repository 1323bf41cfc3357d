package dev.sparkle.safety.control.output;

/**
 * Images, links and definitions of link targets. An image becomes its alternative text; a link
 * whose target {@link Links} does not hold safe becomes its words in brackets; a definition loses
 * its colon and is text.
 */
final class LinkMarkup implements Markup {

  private enum Mode {
    BANG,
    IMAGE,
    IMAGE_END,
    BRACKET,
    LINK,
    DEFINITION,
    SKIP
  }

  /** An alternative text, at most; a longer one is taken for text, without its mark. */
  private static final int LONGEST_ALTERNATIVE = 300;

  private static final int LONGEST_TARGET = 400;
  private static final String DESTINATION = "(?is)\\s*(?:<|//|[a-z][a-z0-9+.-]*:).*";

  private final MarkupStage stage;
  private Mode mode = Mode.BANG;
  private int depth;

  LinkMarkup(MarkupStage stage) {
    this.stage = stage;
  }

  @Override
  public void begin(char c) {
    mode = c == '!' ? Mode.BANG : Mode.BRACKET;
    depth = 1;
  }

  @Override
  public void read(char c) {
    switch (mode) {
      case BANG -> expect(c == '[', Mode.IMAGE, c);
      case IMAGE -> readImage(c);
      case IMAGE_END -> endImage(c);
      case BRACKET -> expect(c == '(' || c == ':', c == '(' ? Mode.LINK : Mode.DEFINITION, c);
      case LINK -> readLink(c);
      case DEFINITION -> readDefinition(c);
      case SKIP -> skip(c);
    }
  }

  @Override
  public void finish() {
    stage.giveUp(1);
  }

  private void expect(boolean expected, Mode next, char c) {
    if (!expected && mode == Mode.BANG && Character.getType(c) == Character.FORMAT) {
      stage.held().append(c);
    } else if (expected) {
      stage.held().append(c);
      mode = next;
    } else {
      stage.giveUp(1);
      stage.read(c);
    }
  }

  private void readImage(char c) {
    StringBuilder held = stage.held();
    held.append(c);
    depth += c == '[' ? 1 : c == ']' ? -1 : 0;
    if (depth == 0) {
      mode = Mode.IMAGE_END;
    } else if (stage.endsWithBlankLine() || held.length() > LONGEST_ALTERNATIVE) {
      boolean tooLong = !stage.endsWithBlankLine();
      held.delete(0, tooLong ? 1 : 0);
      stage.giveUp(1);
    }
  }

  private void endImage(char c) {
    StringBuilder held = stage.held();
    if (c != '(') {
      stage.giveUp(held.indexOf("[") + 1);
      stage.read(c);
      return;
    }
    String alternative = held.substring(held.indexOf("[") + 1, held.length() - 1);
    stage.close();
    stage.tell();
    stage.read(alternative);
    // what an alternative text left open is text
    while (!held.isEmpty()) {
      stage.giveUp(1);
    }
    skipTarget();
  }

  private void skipTarget() {
    depth = 1;
    mode = Mode.SKIP;
    stage.goOn(this);
  }

  private void readLink(char c) {
    StringBuilder held = stage.held();
    held.append(c);
    boolean escaped = held.charAt(held.length() - 2) == '\\';
    boolean quoted = held.length() > 2 && held.charAt(2) == '<' && held.indexOf(">") < 0;
    if (!escaped && !quoted) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    if (depth == 0) {
      endLink();
    } else if (stage.endsWithBlankLine()) {
      stage.giveUp(1);
    } else if (held.length() > LONGEST_TARGET) {
      int open = depth;
      dropTarget();
      skipTarget();
      depth = open;
    }
  }

  private void endLink() {
    String target = stage.held().substring(2, stage.held().length() - 1).strip();
    boolean title = target.matches("(?s)\\S+\\s+[\"'(].*") || target.startsWith("<");
    String destination = title && !target.startsWith("<") ? target.split("\\s")[0] : target;
    boolean blank = !title && destination.matches("(?s).*\\s.*:.*");
    if (!blank && Links.isSafe(destination)) {
      stage.release();
    } else {
      dropTarget();
    }
  }

  private void dropTarget() {
    stage.tell();
    stage.close();
    stage.emit(']');
  }

  private void readDefinition(char c) {
    StringBuilder held = stage.held();
    held.append(c);
    String rest = held.substring(2);
    boolean known = rest.strip().length() > 12 || !rest.isBlank() && Character.isWhitespace(c);
    if (rest.matches(DESTINATION)) {
      stage.tell();
      held.deleteCharAt(1);
      stage.giveUp(1);
    } else if (known || stage.endsWithBlankLine() || rest.length() > 24) {
      stage.giveUp(2);
    }
  }

  private void skip(char c) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (depth == 0 || c == '\n') {
      stage.close();
      if (c == '\n') {
        stage.read(c);
      }
    }
  }
}
