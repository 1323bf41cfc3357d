package dev.sparkle.knowledge.control;

/**
 * Writes vectors as pgvector reads them. As text, since the driver's classes for other types are
 * not visible to an application whose server owns the driver.
 */
final class VectorLiteral {

  private VectorLiteral() {}

  static String of(float[] vector) {
    StringBuilder text = new StringBuilder(vector.length * 12).append('[');
    for (int at = 0; at < vector.length; at++) {
      text.append(at == 0 ? "" : ",").append(vector[at]);
    }
    return text.append(']').toString();
  }
}
