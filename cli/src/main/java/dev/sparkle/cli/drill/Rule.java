package dev.sparkle.cli.drill;

/** What must hold of every history, whatever was taken away meanwhile. */
public enum Rule {
  KEPT("a task that was acknowledged is not lost: it ends"),
  ENDS_ONCE("a task ends once, in succeeded, dead or cancelled"),
  SUCCEEDS("a task that fails only because a part is away succeeds in the end"),
  WORKED("a task that succeeded had its effect"),
  EFFECT_ONCE("a task has its effect once, however often it was started"),
  ASKED_FOR("what ends, or has an effect, was asked for; what was asked for once is there once"),
  TOLD_TRULY("the server tells of a task what became of it"),
  ANSWERED(
      "a question that was accepted is answered with one end, in done, stopped, blocked or failed"),
  GAPLESS("the events of an answer come each once, in order, whatever socket they come over");

  private final String words;

  Rule(String words) {
    this.words = words;
  }

  /** The rule as a sentence. */
  public String words() {
    return words;
  }
}
