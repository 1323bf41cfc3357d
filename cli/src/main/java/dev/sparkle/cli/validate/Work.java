package dev.sparkle.cli.validate;

/** What a step does. */
interface Work {

  /**
   * Does it.
   *
   * @throws Exception if it cannot be carried out; the step has then failed
   */
  Outcome run(Scene scene) throws Exception;

  /** The command, for people; empty if it is none. */
  default String command(Scene scene) {
    return "";
  }

  /** Whether it does less in this scene than it would without {@code --quick}. */
  default boolean isShortened(Scene scene) {
    return false;
  }
}
