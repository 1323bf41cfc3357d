package dev.sparkle.safety.control.input;

/** Statistics that were trained on attacks and on ordinary texts. Safe for many threads. */
public interface TextClassifier {

  /**
   * How much a text reads like an attack on the model, and how much like a request for harm.
   *
   * @param manipulation 0 to 1; calibrated so that 0.5 is the shipped threshold
   * @param harm 0 to 1; calibrated likewise; 0 if this classifier does not judge harm
   */
  record Scores(double manipulation, double harm) {

    /** Nothing suspicious. */
    public static final Scores NONE = new Scores(0, 0);

    /** The higher of both, each for itself. */
    public Scores max(Scores other) {
      return new Scores(Math.max(manipulation, other.manipulation), Math.max(harm, other.harm));
    }
  }

  /**
   * Judges a text of any length; long ones in windows, of which the most suspicious counts.
   *
   * @param text normalised text, as a {@link View} holds it
   */
  Scores score(String text);
}
