package dev.sparkle.safety.control.output;

/**
 * Makes Markdown and HTML harmless that would load something, run something or carry data out in a
 * client that renders it, character by character:
 *
 * <ul>
 *   <li>images become their alternative text;
 *   <li>links and bare addresses that {@link Links} does not hold safe lose their target;
 *   <li>definitions of link targets are none any more;
 *   <li>tags that {@link Html} does not hold safe get other brackets: {@code ‹script›}.
 * </ul>
 *
 * <p>Code, fenced or between backticks, stays as it is: a client shows it as text. Where it is not
 * certain that a client takes something for code, it is treated as markup. Not safe for more than
 * one thread.
 */
final class MarkupStage {

  private enum Mode {
    TEXT,
    TICKS,
    CODE,
    INFO,
    BANG,
    IMAGE,
    IMAGE_END,
    BRACKET,
    LINK,
    DEFINITION,
    ANGLE,
    ADDRESS,
    SKIP
  }

  /**
   * Code between backticks, alternative texts and tags, at most; longer ones are taken for text.
   */
  private static final int LONGEST_CODE = 300;

  private static final int LONGEST_TAG = 512;
  private static final int LONGEST_TARGET = 400;
  private static final String DESTINATION = "(?is)\\s*(?:<|//|[a-z][a-z0-9+.-]*:).*";

  private final boolean on;
  private final Runnable found;
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder held = new StringBuilder();
  private final StringBuilder line = new StringBuilder();
  private Mode mode = Mode.TEXT;
  private int ticks;
  private int depth;
  private Fence fence;

  /**
   * @param on whether markup is made harmless at all
   * @param found called for each thing that was made harmless
   */
  MarkupStage(boolean on, Runnable found) {
    this.on = on;
    this.found = found;
  }

  /** Reads on. */
  void read(CharSequence text) {
    if (!on) {
      out.append(text);
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      read(text.charAt(i));
    }
  }

  /** The text has ended: what is open will not be closed any more. */
  void finish() {
    while (!held.isEmpty()) {
      switch (mode) {
        case ADDRESS -> endAddress();
        case ANGLE -> endTag(false);
        case INFO -> emitHeld();
        case TICKS -> giveUp(held.length());
        case CODE -> giveUp(held.length() > 2 * ticks && endsWithRun() ? held.length() : ticks);
        default -> giveUp(1);
      }
    }
  }

  /** Takes what may leave. */
  String drain() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }

  private void read(char c) {
    if (fence != null) {
      readFenced(c);
      return;
    }
    switch (mode) {
      case TEXT -> readText(c);
      case TICKS -> readTicks(c);
      case CODE -> readCode(c);
      case INFO -> readInfo(c);
      case BANG -> expect(c == '[', Mode.IMAGE, c);
      case IMAGE -> readImage(c);
      case IMAGE_END -> endImage(c);
      case BRACKET -> {
        depth = 1;
        expect(c == '(' || c == ':', c == '(' ? Mode.LINK : Mode.DEFINITION, c);
      }
      case LINK -> readLink(c);
      case DEFINITION -> readDefinition(c);
      case ANGLE -> readAngle(c);
      case ADDRESS -> readAddress(c);
      case SKIP -> skip(c);
    }
  }

  private void readText(char c) {
    boolean address = c == ':' && line.toString().matches("(?is)(?:.*[^a-z])?https?");
    Mode next =
        switch (c) {
          case '`' -> Mode.TICKS;
          case '~' -> line.toString().isBlank() ? Mode.TICKS : Mode.TEXT;
          case '!' -> Mode.BANG;
          case ']' -> Mode.BRACKET;
          case '<' -> Mode.ANGLE;
          case ':' -> address ? Mode.ADDRESS : Mode.TEXT;
          default -> Mode.TEXT;
        };
    if (next == Mode.TEXT) {
      emit(c);
    } else {
      held.append(c);
      mode = next;
    }
  }

  private void expect(boolean expected, Mode next, char c) {
    if (expected) {
      held.append(c);
      mode = next;
      depth = 1;
    } else {
      giveUp(1);
      read(c);
    }
  }

  private void readTicks(char c) {
    if (c == held.charAt(0)) {
      held.append(c);
      return;
    }
    ticks = held.length();
    boolean fenced = ticks >= 3 && line.toString().isBlank() && line.length() <= 3;
    if (!fenced && held.charAt(0) == '~') {
      giveUp(ticks);
    } else {
      mode = fenced ? Mode.INFO : Mode.CODE;
    }
    read(c);
  }

  private void readInfo(char c) {
    if (c == '\n') {
      Fence opened = new Fence(held.charAt(0), ticks, line.length());
      emitHeld();
      emit(c);
      fence = opened;
    } else if (c == '`' || held.length() > 100) {
      mode = Mode.CODE;
      readCode(c);
    } else {
      held.append(c);
    }
  }

  private void readCode(char c) {
    boolean closed = c != '`' && held.length() >= 2 * ticks + 1 && endsWithRun();
    if (closed) {
      emitHeld();
      read(c);
      return;
    }
    held.append(c);
    if (held.length() > LONGEST_CODE || isBlankLine() || held.charAt(0) == '~') {
      giveUp(ticks);
    }
  }

  private boolean endsWithRun() {
    int run = 0;
    while (run < held.length() && held.charAt(held.length() - 1 - run) == '`') {
      run++;
    }
    return run == ticks;
  }

  private void readImage(char c) {
    held.append(c);
    depth += c == '[' ? 1 : c == ']' ? -1 : 0;
    if (depth == 0) {
      mode = Mode.IMAGE_END;
    } else if (isBlankLine() || held.length() > LONGEST_CODE) {
      boolean tooLong = !isBlankLine();
      held.delete(0, tooLong ? 1 : 0);
      giveUp(1);
    }
  }

  private void endImage(char c) {
    if (c != '(') {
      giveUp(2);
      read(c);
      return;
    }
    String alternative = held.substring(2, held.length() - 1);
    held.setLength(0);
    mode = Mode.TEXT;
    found.run();
    read(alternative);
    abandon();
    depth = 1;
    mode = Mode.SKIP;
  }

  /** What an alternative text left open is text. */
  private void abandon() {
    while (!held.isEmpty()) {
      giveUp(1);
    }
  }

  private void readLink(char c) {
    held.append(c);
    boolean escaped = held.charAt(held.length() - 2) == '\\';
    boolean quoted = held.length() > 2 && held.charAt(2) == '<' && held.indexOf(">") < 0;
    if (!escaped && !quoted) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    if (depth == 0) {
      endLink();
    } else if (isBlankLine()) {
      giveUp(1);
    } else if (held.length() > LONGEST_TARGET) {
      dropTarget();
      mode = Mode.SKIP;
    }
  }

  private void endLink() {
    String target = held.substring(2, held.length() - 1).strip();
    String destination = target.startsWith("<") ? target : target.replaceAll("(?s)\\s.*", "");
    if (Links.isSafe(destination)) {
      emitHeld();
    } else {
      dropTarget();
    }
  }

  private void dropTarget() {
    found.run();
    held.setLength(0);
    mode = Mode.TEXT;
    emit(']');
  }

  private void readDefinition(char c) {
    held.append(c);
    String rest = held.substring(2);
    boolean known = rest.strip().length() > 12 || !rest.isBlank() && Character.isWhitespace(c);
    if (rest.matches(DESTINATION)) {
      found.run();
      held.deleteCharAt(1);
      giveUp(1);
    } else if (known || isBlankLine() || rest.length() > 24) {
      giveUp(2);
    }
  }

  private void readAngle(char c) {
    if (held.length() == 1 && !Character.isLetter(c) && "/!?".indexOf(c) < 0) {
      giveUp(1);
      read(c);
    } else if (c == '<') {
      endTag(false);
      read(c);
    } else {
      held.append(c);
      if (c == '>' && !isQuoted()) {
        endTag(true);
      } else if (isBlankLine() || held.length() > LONGEST_TAG) {
        endTag(false);
      }
    }
  }

  /** Whether a bracket stands within the quotes of an attribute. */
  private boolean isQuoted() {
    int equals = held.indexOf("=");
    String values = equals < 0 ? "" : held.substring(equals);
    return values.chars().filter(c -> c == '"').count() % 2 == 1
        || values.indexOf('"') < 0 && values.chars().filter(c -> c == '\'').count() % 2 == 1;
  }

  private void endTag(boolean closed) {
    String tag = held.toString();
    boolean autolink = Html.isAutolink(tag);
    boolean unsafe =
        autolink ? !Links.isSafe(tag.substring(1, tag.length() - 1)) : Html.isUnsafe(tag);
    if (!unsafe) {
      giveUp(closed ? held.length() : 1);
      return;
    }
    found.run();
    held.setLength(0);
    mode = Mode.TEXT;
    emit('‹');
    if (autolink) {
      emit(Links.host(tag.substring(1, tag.length() - 1)) + "…›");
    } else if (closed) {
      emit(tag.substring(1, tag.length() - 1) + "›");
    } else {
      read(tag.substring(1));
    }
  }

  private void readAddress(char c) {
    if (held.length() < 3) {
      expectSlash(c);
    } else if (Character.isWhitespace(c) || "<`]|".indexOf(c) >= 0 || c >= 0x2E80) {
      endAddress();
      read(c);
    } else {
      held.append(c);
      if (held.length() > LONGEST_TARGET) {
        endAddress();
      }
    }
  }

  private void expectSlash(char c) {
    if (c == '/') {
      held.append(c);
    } else {
      giveUp(1);
      read(c);
    }
  }

  private void endAddress() {
    if (held.length() < 3) {
      giveUp(1);
      return;
    }
    String target = "https" + held.toString().replaceAll("[.,;:!?)'\"*_]+$", "");
    if (Links.isSafe(target)) {
      emitHeld();
    } else {
      found.run();
      held.setLength(0);
      mode = Mode.TEXT;
      emit("://" + Links.host(target) + "/…");
    }
  }

  private void skip(char c) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (depth == 0 || c == '\n') {
      mode = Mode.TEXT;
      if (c == '\n') {
        read(c);
      }
    }
  }

  private void readFenced(char c) {
    if (fence.goesOn(c)) {
      emit(c);
    } else {
      fence = null;
      if (c == '\n') {
        emit(c);
      } else {
        read(c);
      }
    }
  }

  private boolean isBlankLine() {
    int last = held.length() - 1;
    return held.charAt(last) == '\n' && last > 0 && held.charAt(last - 1) == '\n';
  }

  /** It was no markup: the first characters leave as they are, the rest is read again. */
  private void giveUp(int characters) {
    String rest = held.substring(characters);
    String first = held.substring(0, characters);
    held.setLength(0);
    mode = Mode.TEXT;
    emit(first);
    read(rest);
  }

  private void emitHeld() {
    String text = held.toString();
    held.setLength(0);
    mode = Mode.TEXT;
    emit(text);
  }

  private void emit(String text) {
    for (int i = 0; i < text.length(); i++) {
      emit(text.charAt(i));
    }
  }

  /** The line's beginning is kept while it is blank, and its last few characters always. */
  private void emit(char c) {
    out.append(c);
    if (c == '\n') {
      line.setLength(0);
      return;
    }
    line.append(c);
    if (line.length() > 16) {
      line.delete(0, 8);
    }
  }
}
