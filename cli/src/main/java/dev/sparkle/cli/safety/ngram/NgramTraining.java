package dev.sparkle.cli.safety.ngram;

import dev.sparkle.safety.control.input.NgramModel;
import dev.sparkle.safety.control.input.NgramModel.Calibration;
import dev.sparkle.safety.control.input.NgramModel.Question;
import dev.sparkle.safety.control.input.NgramText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Logistic regression over n-grams by AdaGrad, one text after another in a seeded order: the same
 * rows give the same model. Innocent texts teach window by window too, since that is how they are
 * judged.
 */
final class NgramTraining {

  static final int EPOCHS = 8;
  static final long SEED = 20261124;

  private static final double RATE = 0.3;
  private static final double L2 = 1e-4;
  private static final double WINDOW_WEIGHT = 0.7;

  /** Below, a text teaches nothing any more. */
  private static final double LEAST_ERROR = 1e-4;

  /** Keeps the first steps of a rare n-gram in bounds. */
  private static final double DAMPING = 1e-3;

  /** Of the weights, this share keeps its value when it is put into a byte; the rest is cut. */
  private static final double KEPT = 0.9999;

  private static final int HIGHEST_BYTE = 127;

  private final Weights manipulation = new Weights();
  private final Weights harm = new Weights();

  private NgramTraining() {}

  /** A stretch of a text and what it teaches. */
  private record Example(NgramText text, int from, int to, Lesson lesson, double weight) {}

  /** Learns; the model is not calibrated. */
  static NgramModel of(List<TrainingRow> rows) {
    return new NgramTraining().learn(examples(rows));
  }

  private static List<Example> examples(List<TrainingRow> rows) {
    List<Example> examples = new ArrayList<>();
    for (TrainingRow row : rows) {
      NgramText text = row.text();
      examples.add(new Example(text, 0, text.tokens(), row.lesson(), row.weight()));
      if (row.isBenign()) {
        double weight = row.weight() * WINDOW_WEIGHT;
        text.windows((from, to) -> examples.add(new Example(text, from, to, row.lesson(), weight)));
      }
    }
    return examples;
  }

  private NgramModel learn(List<Example> examples) {
    Random random = new Random(SEED);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      Collections.shuffle(examples, random);
      for (Example each : examples) {
        Lesson lesson = each.lesson();
        manipulation.learn(
            each, lesson.manipulation(), lesson.manipulationWeight() * each.weight());
        harm.learn(each, lesson.harm(), lesson.harmWeight() * each.weight());
      }
    }
    byte[] bytes = new byte[2 * NgramText.buckets()];
    manipulation.toBytes(bytes, 0);
    harm.toBytes(bytes, 1);
    return new NgramModel(bytes, manipulation.question(), harm.question());
  }

  /** The weights of one question while they are learnt. */
  private static final class Weights {

    private final float[] weights = new float[NgramText.buckets()];
    private final float[] squares = new float[NgramText.buckets()];
    private double bias;
    private double biasSquares;

    void learn(Example example, boolean truth, double weight) {
      NgramText text = example.text();
      int first = text.ngramsBefore(example.from());
      int end = text.ngramsBefore(example.to());
      double value = 1 / Math.sqrt(end - first);
      double sum = 0;
      for (int at = first; at < end; at++) {
        sum += weights[text.ngram(at)];
      }
      double believed = 1 / (1 + Math.exp(-(bias + sum * value)));
      double error = weight * (believed - (truth ? 1 : 0));
      if (Math.abs(error) < LEAST_ERROR) {
        return;
      }
      for (int at = first; at < end; at++) {
        step(text.ngram(at), error * value);
      }
      biasSquares += error * error;
      bias -= RATE * error / (DAMPING + Math.sqrt(biasSquares));
    }

    private void step(int bucket, double slope) {
      double gradient = slope + L2 * weights[bucket];
      squares[bucket] += (float) (gradient * gradient);
      weights[bucket] -= (float) (RATE * gradient / (DAMPING + Math.sqrt(squares[bucket])));
    }

    private float byteStep() {
      float[] sizes = new float[weights.length];
      for (int at = 0; at < sizes.length; at++) {
        sizes[at] = Math.abs(weights[at]);
      }
      Arrays.sort(sizes);
      return Math.max(1e-6f, sizes[(int) (sizes.length * KEPT)] / HIGHEST_BYTE);
    }

    void toBytes(byte[] bytes, int offset) {
      float step = byteStep();
      for (int at = 0; at < weights.length; at++) {
        int rounded = Math.round(weights[at] / step);
        bytes[2 * at + offset] = (byte) Math.max(-HIGHEST_BYTE, Math.min(HIGHEST_BYTE, rounded));
      }
    }

    Question question() {
      return new Question(byteStep(), (float) bias, Calibration.RAW);
    }
  }
}
