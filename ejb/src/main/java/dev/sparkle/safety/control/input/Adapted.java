package dev.sparkle.safety.control.input;

/** The matrices of a transformer layer to which training adds one of low rank each. */
public enum Adapted {
  QUERY("query", "attention/self/query"),
  KEY("key", "attention/self/key"),
  VALUE("value", "attention/self/value"),
  ATTENDED("attended", "attention/output/dense"),
  WIDEN("widen", "intermediate/dense"),
  NARROW("narrow", "output/dense");

  private final String word;
  private final String path;

  Adapted(String word, String path) {
    this.word = word;
    this.path = path;
  }

  /** Where the matrix stands in the ONNX graph, e.g. {@code /encoder/layer.0/output/dense}. */
  public String path(int layer) {
    return "/encoder/layer." + layer + "/" + path;
  }

  /** Name of the bias in the ONNX graph. */
  public String bias(int layer) {
    return path(layer).substring(1).replace('/', '.') + ".bias";
  }

  /** Name of the factor from the wide side into the low rank, in a delta. */
  public String into(int layer) {
    return "layer." + layer + "." + word + ".into";
  }

  /** Name of the factor from the low rank out again, in a delta. */
  public String out(int layer) {
    return "layer." + layer + "." + word + ".out";
  }

  /** Rows of the matrix. */
  public int rows(Encoder encoder) {
    return this == NARROW ? encoder.inner() : encoder.width();
  }

  /** Columns of the matrix. */
  public int columns(Encoder encoder) {
    return this == WIDEN ? encoder.inner() : encoder.width();
  }
}
