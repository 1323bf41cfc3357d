package dev.sparkle.safety.control.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The cheap statistics: a weighted vote of a text's n-grams, over the whole text and over its
 * sentences, of which the most suspicious counts. How it is trained, and how well it does: {@code
 * docs/safety.md}.
 *
 * <p><b>Limitations.</b> Knows English and Chinese, and no meaning: an attack in words that no
 * training row had is not found.
 */
public final class NgramClassifier implements TextClassifier {

  private static final String SHIPPED = "/safety/models/ngram.bin";

  private final NgramModel model;

  public NgramClassifier(NgramModel model) {
    this.model = Objects.requireNonNull(model, "model");
  }

  /** The one that comes with the program. */
  public static NgramClassifier shipped() {
    try (InputStream file = NgramClassifier.class.getResourceAsStream(SHIPPED)) {
      if (file == null) {
        throw new IllegalStateException("the n-gram model is not in the program: " + SHIPPED);
      }
      return new NgramClassifier(NgramModel.read(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Scores score(String text) {
    NgramText read = NgramText.of(text);
    return model.scores(raw(read), read);
  }

  /**
   * Scores before calibration, for the training that finds the calibration.
   *
   * @param manipulation any number
   * @param harm likewise
   */
  public record Raw(double manipulation, double harm) {

    static final Raw NOTHING = new Raw(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  /** The highest of the text and its windows. */
  public Raw raw(NgramText text) {
    if (text.tokens() == 0) {
      return Raw.NOTHING;
    }
    Sums sums = new Sums(text);
    sums.window(0, text.tokens());
    text.windows(sums);
    return new Raw(sums.mostManipulation, sums.mostHarm);
  }

  /**
   * The weights summed up to each token: a window is the difference of two sums, so that a text is
   * judged in all its windows for the price of one pass.
   */
  private final class Sums implements NgramText.WindowVisitor {

    private final NgramText text;
    private final long[] manipulation;
    private final long[] harm;
    private double mostManipulation = Double.NEGATIVE_INFINITY;
    private double mostHarm = Double.NEGATIVE_INFINITY;

    Sums(NgramText text) {
      this.text = text;
      manipulation = new long[text.tokens() + 1];
      harm = new long[text.tokens() + 1];
      int at = 0;
      for (int token = 1; token <= text.tokens(); token++) {
        long sum = manipulation[token - 1];
        long harmSum = harm[token - 1];
        for (int end = text.ngramsBefore(token); at < end; at++) {
          int ngram = text.ngram(at);
          sum += model.manipulationWeight(ngram);
          harmSum += model.harmWeight(ngram);
        }
        manipulation[token] = sum;
        harm[token] = harmSum;
      }
    }

    @Override
    public void window(int from, int to) {
      int ngrams = text.ngramsBefore(to) - text.ngramsBefore(from);
      mostManipulation =
          Math.max(
              mostManipulation,
              model.manipulation().raw(manipulation[to] - manipulation[from], ngrams));
      mostHarm = Math.max(mostHarm, model.harm().raw(harm[to] - harm[from], ngrams));
    }
  }
}
