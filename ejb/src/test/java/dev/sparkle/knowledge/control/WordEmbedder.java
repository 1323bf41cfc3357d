package dev.sparkle.knowledge.control;

import java.util.List;
import java.util.Locale;

/** Texts are as near as the words that they share; quick, and the same on every machine. */
public final class WordEmbedder implements Embedder {

  private static final int DIMENSIONS = 384;

  private final Runnable beforeEach;

  public WordEmbedder() {
    this(() -> {});
  }

  /** Does something before passages are embedded. */
  WordEmbedder(Runnable beforeEach) {
    this.beforeEach = beforeEach;
  }

  @Override
  public String model() {
    return LocalModel.MINILM.modelName();
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public double evenOdds() {
    return 0.2;
  }

  @Override
  public float[] embedQuestion(String question) {
    return vector(question);
  }

  @Override
  public List<float[]> embedPassages(List<String> passages) {
    beforeEach.run();
    return passages.stream().map(WordEmbedder::vector).toList();
  }

  private static float[] vector(String text) {
    float[] vector = new float[DIMENSIONS];
    vector[0] = 0.1f;
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
      vector[Math.floorMod(word.hashCode(), DIMENSIONS)] += 1;
    }
    double length = 0;
    for (float each : vector) {
      length += each * each;
    }
    for (int at = 0; at < DIMENSIONS; at++) {
      vector[at] /= (float) Math.sqrt(length);
    }
    return vector;
  }
}
