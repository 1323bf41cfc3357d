package dev.sparkle.safety.control.output;

/** Tags and autolinks between angle brackets; those that are not safe get other brackets. */
final class TagMarkup implements Markup {

  private static final int LONGEST = 512;

  private final MarkupStage stage;

  TagMarkup(MarkupStage stage) {
    this.stage = stage;
  }

  @Override
  public void begin(char c) {
    // the bracket says nothing yet
  }

  @Override
  public void read(char c) {
    StringBuilder held = stage.held();
    if (held.length() == 1 && !Character.isLetter(c) && "/!?".indexOf(c) < 0) {
      stage.giveUp(1);
      stage.read(c);
    } else if (c == '<') {
      end(false);
      stage.read(c);
    } else {
      held.append(c);
      if (c == '>' && !isQuoted()) {
        end(true);
      } else if (stage.endsWithBlankLine() || held.length() > LONGEST) {
        end(false);
      }
    }
  }

  @Override
  public void finish() {
    end(false);
  }

  /** Whether a bracket stands within the quotes of an attribute. */
  private boolean isQuoted() {
    StringBuilder held = stage.held();
    int equals = held.indexOf("=");
    String values = equals < 0 ? "" : held.substring(equals);
    return values.chars().filter(c -> c == '"').count() % 2 == 1
        || values.indexOf('"') < 0 && values.chars().filter(c -> c == '\'').count() % 2 == 1;
  }

  private void end(boolean closed) {
    String tag = stage.held().toString();
    boolean autolink = Html.isAutolink(tag);
    boolean unsafe =
        autolink ? !Links.isSafe(tag.substring(1, tag.length() - 1)) : Html.isUnsafe(tag);
    if (!unsafe) {
      stage.giveUp(closed ? tag.length() : 1);
      return;
    }
    stage.tell();
    stage.close();
    stage.emit('‹');
    if (autolink) {
      stage.emit(Links.host(tag.substring(1, tag.length() - 1)) + "…›");
    } else {
      // a client may make links of the addresses in it, now that it is text
      stage.read(closed ? tag.substring(1, tag.length() - 1) + "›" : tag.substring(1));
    }
  }
}
