package dev.sparkle.knowledge.control;

import java.util.List;

/**
 * Turns text into vectors whose cosine tells how near two texts are in meaning. Thread-safe.
 * Vectors of different models cannot be compared.
 */
public interface Embedder {

  /** The model's name, stored with each vector. Lower-case letters, digits, dots and hyphens. */
  String model();

  /** Length of the vectors. */
  int dimensions();

  /**
   * The cosine, and what shared words add to it (at most 0.4), at which the best passage answers a
   * question as often as not. Models differ widely in it, so it is fitted for each.
   */
  double evenOdds();

  /** The vector of a question, of length 1. */
  float[] embedQuestion(String question);

  /** The vectors of passages, in their order, each of length 1. */
  List<float[]> embedPassages(List<String> passages);
}
