package dev.sparkle.safety.control.output;

/** Code: between runs of backticks, or in a {@link Fence}. It leaves as it is. */
final class CodeMarkup implements Markup {

  private enum Mode {
    TICKS,
    SPAN,
    INFO,
    FENCED
  }

  /** Code between backticks, at most; longer ones are taken for text. */
  private static final int LONGEST = 300;

  private static final int LONGEST_INFO = 100;

  private final MarkupStage stage;
  private Mode mode = Mode.TICKS;
  private int ticks;
  private Fence fence;

  CodeMarkup(MarkupStage stage) {
    this.stage = stage;
  }

  /** Backticks begin code unless they are escaped; tildes only at the beginning of a line. */
  boolean mayBegin(char c) {
    CharSequence line = stage.line();
    boolean escaped = !line.isEmpty() && line.charAt(line.length() - 1) == '\\';
    return c == '`' ? !escaped : line.toString().isBlank();
  }

  @Override
  public void begin(char c) {
    mode = Mode.TICKS;
  }

  @Override
  public void read(char c) {
    switch (mode) {
      case TICKS -> readTicks(c);
      case SPAN -> readSpan(c);
      case INFO -> readInfo(c);
      case FENCED -> readFenced(c);
    }
  }

  @Override
  public void finish() {
    int held = stage.held().length();
    switch (mode) {
      case INFO -> stage.release();
      case SPAN -> stage.giveUp(held > 2 * ticks && endsWithRun() ? held : ticks);
      default -> stage.giveUp(held);
    }
  }

  private void readTicks(char c) {
    StringBuilder held = stage.held();
    if (c == held.charAt(0)) {
      held.append(c);
      return;
    }
    ticks = held.length();
    boolean fenced = ticks >= 3 && stage.line().toString().isBlank() && stage.line().length() <= 3;
    if (!fenced && held.charAt(0) == '~') {
      stage.giveUp(ticks);
    } else {
      mode = fenced ? Mode.INFO : Mode.SPAN;
    }
    stage.read(c);
  }

  private void readInfo(char c) {
    StringBuilder held = stage.held();
    if (c == '\n') {
      fence = new Fence(held.charAt(0), ticks, stage.line().length());
      stage.release();
      stage.emit(c);
      mode = Mode.FENCED;
      stage.goOn(this);
    } else if (c == '`' || held.length() > LONGEST_INFO) {
      mode = Mode.SPAN;
      readSpan(c);
    } else {
      held.append(c);
    }
  }

  private void readSpan(char c) {
    StringBuilder held = stage.held();
    boolean closed = c != '`' && held.length() >= 2 * ticks + 1 && endsWithRun();
    if (closed) {
      stage.release();
      stage.read(c);
      return;
    }
    held.append(c);
    if (held.length() > LONGEST || stage.endsWithBlankLine() || held.charAt(0) == '~') {
      stage.giveUp(ticks);
    }
  }

  private boolean endsWithRun() {
    StringBuilder held = stage.held();
    int run = 0;
    while (run < held.length() && held.charAt(held.length() - 1 - run) == '`') {
      run++;
    }
    return run == ticks;
  }

  private void readFenced(char c) {
    if (fence.goesOn(c)) {
      stage.emit(c);
      return;
    }
    stage.close();
    if (c == '\n') {
      stage.emit(c);
    } else {
      stage.read(c);
    }
  }
}
