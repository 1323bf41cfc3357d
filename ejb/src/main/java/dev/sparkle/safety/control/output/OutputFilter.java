package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Layer 4 on a live answer. Words go through three rooms: the {@link Sieve} decides them piece by
 * piece and takes out what is sensitive; the {@link Guard}s read along and may end the answer; the
 * {@link MarkupStage} makes links and markup harmless.
 *
 * <p>Whatever the chunks, the same text gives the same words, redactions and stop. It holds back
 * the last word, groups of digits, open markup, and words that a guard finds suspicious, each
 * within a fixed bound, and lets go of the rest at once. Its cost grows linearly with the text. Not
 * safe for more than one thread at a time.
 */
public final class OutputFilter {

  private final OutputPolicy policy;
  private final OwnWords own;
  private final List<Guard> guards;
  private final MarkupStage markup;
  private final Sieve sieve;
  private final StringBuilder waiting = new StringBuilder();
  private final List<Redaction> waitingRedactions = new ArrayList<>();
  private final List<Redaction> redactions = new ArrayList<>();
  private String stop;
  private boolean over;

  OutputFilter(OutputPolicy policy, OwnWords own, List<Guard> guards) {
    this.policy = policy;
    this.own = own;
    this.guards = List.copyOf(guards);
    boolean neutralise = policy.action(OutputPolicy.UNSAFE_MARKUP) != OutputAction.ALLOW;
    this.markup = new MarkupStage(neutralise, this::markupFound);
    this.sieve = new Sieve(scanner(policy), new Gate());
  }

  /**
   * A filter for one answer.
   *
   * @param own what the learner wrote
   * @param leak what of the prompt must not come out; {@link LeakGuard#none()} if nothing
   */
  public static OutputFilter of(OutputPolicy policy, OwnWords own, LeakGuard leak) {
    return new OutputFilter(
        policy,
        own,
        List.of(leak.watch(policy), HarmGuard.of(policy), new SpelledGuard(scanner(policy), own)));
  }

  private static SensitiveScanner scanner(OutputPolicy policy) {
    EnumSet<SensitiveKind> kinds = EnumSet.allOf(SensitiveKind.class);
    kinds.removeIf(kind -> policy.action(kind.code()) == OutputAction.ALLOW);
    return SensitiveScanner.of(kinds);
  }

  /** Reads on, and lets go what is decided. After a stop nothing leaves any more. */
  public FilterStep push(CharSequence chunk) {
    if (!over) {
      sieve.read(chunk);
    }
    return step();
  }

  /** The text has ended: decides all that was held back. Later calls have no effect. */
  public FilterStep finish() {
    if (!over) {
      sieve.finish();
      lastLook();
      release();
      markup.finish();
      over = true;
    }
    return step();
  }

  private void lastLook() {
    for (Guard guard : guards) {
      if (stop == null) {
        guard.end();
        if (guard.stop() != null) {
          stop(guard.stop());
        }
      }
    }
  }

  private FilterStep step() {
    if (stop != null && !over) {
      markup.finish();
      over = true;
    }
    FilterStep step = new FilterStep(markup.drain(), redactions, stop);
    redactions.clear();
    return step;
  }

  private void markupFound() {
    redactions.add(
        new Redaction(OutputPolicy.UNSAFE_MARKUP, policy.action(OutputPolicy.UNSAFE_MARKUP)));
  }

  private void release() {
    markup.read(waiting);
    redactions.addAll(waitingRedactions);
    waiting.setLength(0);
    waitingRedactions.clear();
  }

  private void stop(String kind) {
    stop = kind;
    redactions.add(new Redaction(kind, OutputAction.STOP));
    waiting.setLength(0);
    waitingRedactions.clear();
  }

  /** Reads a piece with the guards: the answer ends before it, or it waits, or it goes on. */
  private boolean guard(String raw) {
    for (Guard guard : guards) {
      guard.read(raw);
      if (guard.stop() != null) {
        stop(guard.stop());
        return false;
      }
    }
    return true;
  }

  private void letGo() {
    int wait =
        guards.stream().filter(Guard::isSuspicious).mapToInt(Guard::longestWait).max().orElse(-1);
    if (waiting.length() > wait) {
      release();
    }
  }

  private final class Gate implements Outlet {

    @Override
    public void words(String text) {
      if (guard(text)) {
        waiting.append(text);
        letGo();
      }
    }

    @Override
    public boolean take(SensitiveSpan span, String value) {
      OutputAction action = policy.action(span.kind().code());
      if (action == OutputAction.ALLOW || own.hold(value)) {
        return false;
      }
      if (action == OutputAction.STOP) {
        release();
        stop(span.kind().code());
        return true;
      }
      if (guard(value)) {
        waiting.append(span.kind().marker());
        waitingRedactions.add(new Redaction(span.kind().code(), action));
        letGo();
      }
      return true;
    }

    @Override
    public void extend(int end) {
      // the marker stands there already
    }

    @Override
    public boolean isClosed() {
      return stop != null;
    }
  }
}
