package dev.sparkle.safety.control.output;

/**
 * Makes Markdown and HTML harmless that would load something, run something or carry data out in a
 * client that renders it, character by character:
 *
 * <ul>
 *   <li>{@link LinkMarkup}: images become their alternative text, links that {@link Links} does not
 *       hold safe lose their target, definitions of link targets are none any more;
 *   <li>{@link AddressMarkup}: bare addresses that are not safe keep their host;
 *   <li>{@link TagMarkup}: tags that {@link Html} does not hold safe get other brackets: {@code
 *       ‹script›};
 *   <li>{@link CodeMarkup}: code, fenced or between backticks, stays as it is, since a client shows
 *       it as text. Where it is not certain that a client takes something for code, it is treated
 *       as markup.
 * </ul>
 *
 * <p>Not safe for more than one thread.
 */
final class MarkupStage {

  private final boolean on;
  private final Runnable found;
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder held = new StringBuilder();
  private final StringBuilder line = new StringBuilder();
  private final CodeMarkup code = new CodeMarkup(this);
  private final LinkMarkup link = new LinkMarkup(this);
  private final TagMarkup tag = new TagMarkup(this);
  private final AddressMarkup address = new AddressMarkup(this);

  /** What is being read; {@code null} while it is plain text. */
  private Markup open;

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
      open.finish();
    }
  }

  /** Takes what may leave. */
  String drain() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }

  /** Reads the next character, as whatever is open. */
  void read(char c) {
    if (open != null) {
      open.read(c);
      return;
    }
    Markup begun =
        switch (c) {
          case '`', '~' -> code.mayBegin(c) ? code : null;
          case '!', ']' -> link;
          case '<' -> tag;
          case ':', '.' -> address.mayBegin(c) ? address : null;
          default -> null;
        };
    if (begun == null) {
      emit(c);
    } else {
      held.append(c);
      open = begun;
      begun.begin(c);
    }
  }

  /** The line's beginning while it is blank, and its last few characters. */
  CharSequence line() {
    return line;
  }

  /** What waits until it is known what it is. */
  StringBuilder held() {
    return held;
  }

  /** Something was made harmless. */
  void tell() {
    found.run();
  }

  /** Nothing is held any more, and the markup is over. */
  void close() {
    held.setLength(0);
    open = null;
  }

  /** This markup goes on, though nothing of it is held. */
  void goOn(Markup markup) {
    open = markup;
  }

  /** It was no markup: the first characters leave as they are, the rest is read again. */
  void giveUp(int characters) {
    String rest = held.substring(characters);
    String first = held.substring(0, characters);
    close();
    emit(first);
    read(rest);
  }

  /** What is held leaves as it is. */
  void release() {
    String text = held.toString();
    close();
    emit(text);
  }

  void emit(String text) {
    for (int i = 0; i < text.length(); i++) {
      emit(text.charAt(i));
    }
  }

  void emit(char c) {
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

  /** Whether what is held ends with a blank line, which ends every markup but fenced code. */
  boolean endsWithBlankLine() {
    int last = held.length() - 1;
    return held.charAt(last) == '\n' && last > 0 && held.charAt(last - 1) == '\n';
  }
}
