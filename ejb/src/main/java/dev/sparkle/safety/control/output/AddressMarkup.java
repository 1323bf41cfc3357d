package dev.sparkle.safety.control.output;

/**
 * Addresses that stand in the text, {@code https://…} or {@code www.…}, of which a client makes
 * links. One that {@link Links} does not hold safe keeps its host only.
 */
final class AddressMarkup implements Markup {

  private static final int LONGEST = 400;
  private static final String END = "<`]|›\"{}";

  private final MarkupStage stage;

  AddressMarkup(MarkupStage stage) {
    this.stage = stage;
  }

  /** A colon begins an address behind {@code http} or {@code https}, a point behind {@code www}. */
  boolean mayBegin(char c) {
    return stage
        .line()
        .toString()
        .matches(c == ':' ? "(?is)(?:.*[^a-z])?https?" : "(?is)(?:.*[^a-z0-9/])?www");
  }

  @Override
  public void begin(char c) {
    // what it is comes next
  }

  @Override
  public void read(char c) {
    StringBuilder held = stage.held();
    if (held.charAt(0) == ':' && held.length() < 3) {
      expectSlash(c);
    } else if (Character.isWhitespace(c) || END.indexOf(c) >= 0 || c >= 0x2E80) {
      finish();
      stage.read(c);
    } else {
      held.append(c);
      if (held.length() > LONGEST) {
        finish();
      }
    }
  }

  private void expectSlash(char c) {
    if (c == '/' || c == '\\') {
      stage.held().append(c);
    } else {
      stage.giveUp(1);
      stage.read(c);
    }
  }

  @Override
  public void finish() {
    StringBuilder held = stage.held();
    boolean www = held.charAt(0) == '.';
    if (held.length() < 3) {
      stage.giveUp(1);
      return;
    }
    String rest = held.toString().replaceAll("[.,;:!?)'\"*_]+$", "").replace('\\', '/');
    String target = (www ? "https://www" : "https") + rest;
    if (Links.isSafe(target)) {
      stage.release();
    } else {
      stage.tell();
      stage.close();
      stage.emit((www ? Links.host(target).substring(3) : "://" + Links.host(target)) + "/…");
    }
  }
}
