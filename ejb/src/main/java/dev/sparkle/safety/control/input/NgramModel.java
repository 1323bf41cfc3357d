package dev.sparkle.safety.control.input;

import dev.sparkle.safety.control.input.NgramClassifier.Raw;
import dev.sparkle.safety.control.input.TextClassifier.Scores;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What training found out: a weight, a byte wide, for each n-gram and each of the two questions.
 *
 * <p>The file: compressed by gzip, {@code SPKN}, a version, the number of buckets (both as 4-byte
 * integers), for each question 5 floats (step, bias, slope, threshold, Chinese threshold), then for
 * each bucket the two weights.
 */
public final class NgramModel {

  private static final int MAGIC = 0x53504B4E;
  private static final int VERSION = 1;

  private final byte[] weights;
  private final Question manipulation;
  private final Question harm;

  /**
   * One of the two things that a text is asked for.
   *
   * @param step what a weight of 1 stands for
   * @param bias what a text without known n-grams gets
   * @param calibration what a raw score means
   */
  public record Question(float step, float bias, Calibration calibration) {

    public Question {
      Objects.requireNonNull(calibration, "calibration");
      if (!(step > 0) || !Float.isFinite(bias)) {
        throw new IllegalArgumentException("no such question: " + step + ", " + bias);
      }
    }

    /** Before calibration; longer texts speak louder, by the root of their length. */
    double raw(long sum, int ngrams) {
      return bias + step * sum / Math.sqrt(ngrams);
    }
  }

  /**
   * What a raw score means. Chinese has a threshold of its own, since training knows fewer Chinese
   * texts and is less sure of them.
   *
   * @param slope by how much the log odds rise with the raw score
   * @param threshold where the score of an English text is 0.5
   * @param chineseThreshold likewise of a Chinese text; between the two for a mixed one
   */
  public record Calibration(float slope, float threshold, float chineseThreshold) {

    /** None. */
    public static final Calibration RAW = new Calibration(1, 0, 0);

    public Calibration {
      if (!(slope > 0) || !Float.isFinite(threshold) || !Float.isFinite(chineseThreshold)) {
        throw new IllegalArgumentException(
            "no such calibration: " + slope + ", " + threshold + ", " + chineseThreshold);
      }
    }

    double score(double raw, double chineseShare) {
      double half = threshold + chineseShare * (chineseThreshold - threshold);
      return 1 / (1 + Math.exp(-slope * (raw - half)));
    }
  }

  /**
   * @param weights for each bucket two: manipulation, harm
   */
  public NgramModel(byte[] weights, Question manipulation, Question harm) {
    if (weights.length != 2 * NgramText.buckets()) {
      throw new IllegalArgumentException("weights for other buckets: " + weights.length);
    }
    this.weights = weights.clone();
    this.manipulation = Objects.requireNonNull(manipulation, "manipulation");
    this.harm = Objects.requireNonNull(harm, "harm");
  }

  int manipulationWeight(int bucket) {
    return weights[2 * bucket];
  }

  int harmWeight(int bucket) {
    return weights[2 * bucket + 1];
  }

  Question manipulation() {
    return manipulation;
  }

  Question harm() {
    return harm;
  }

  /** What a text's raw scores mean. */
  public Scores scores(Raw raw, NgramText text) {
    double chinese = text.chineseShare();
    return new Scores(
        manipulation.calibration.score(raw.manipulation(), chinese),
        harm.calibration.score(raw.harm(), chinese));
  }

  /** The same weights with another calibration. */
  public NgramModel calibrated(Calibration ofManipulation, Calibration ofHarm) {
    return new NgramModel(
        weights,
        new Question(manipulation.step, manipulation.bias, ofManipulation),
        new Question(harm.step, harm.bias, ofHarm));
  }

  /** The same weights with the calibration of another model. */
  public NgramModel calibratedAs(NgramModel other) {
    return calibrated(other.manipulation.calibration, other.harm.calibration);
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is not of this kind and version, or cut off
   */
  public static NgramModel read(InputStream file) throws IOException {
    try (DataInputStream in = new DataInputStream(new GZIPInputStream(file))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("this is no n-gram model");
      }
      int version = in.readInt();
      int buckets = in.readInt();
      if (version != VERSION || buckets != NgramText.buckets()) {
        throw new IOException(
            "an n-gram model of version "
                + version
                + " with "
                + buckets
                + " buckets; this program"
                + " reads version "
                + VERSION
                + " with "
                + NgramText.buckets());
      }
      Question manipulation = question(in);
      Question harm = question(in);
      byte[] weights = new byte[2 * buckets];
      in.readFully(weights);
      return new NgramModel(weights, manipulation, harm);
    }
  }

  private static Question question(DataInputStream in) throws IOException {
    return new Question(
        in.readFloat(),
        in.readFloat(),
        new Calibration(in.readFloat(), in.readFloat(), in.readFloat()));
  }

  /** The file's bytes. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(NgramText.buckets());
      for (Question question : new Question[] {manipulation, harm}) {
        out.writeFloat(question.step());
        out.writeFloat(question.bias());
        out.writeFloat(question.calibration().slope());
        out.writeFloat(question.calibration().threshold());
        out.writeFloat(question.calibration().chineseThreshold());
      }
      out.write(weights);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
    return bytes.toByteArray();
  }
}
