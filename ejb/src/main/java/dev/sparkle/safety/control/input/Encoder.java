package dev.sparkle.safety.control.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The small sentence encoders that the neural classifiers stand on: the quantised networks that
 * retrieval uses too. They stay as they are; what was trained is added to them from an {@link
 * EncoderDelta}.
 */
public enum Encoder {
  /** For English, and for every language without one of its own. */
  ENGLISH("en", "all-minilm-l6-v2-q", 6, 12, 384, 1536),

  /** For texts in Han characters. */
  CHINESE("zh", "bge-small-zh-v1.5-q", 4, 8, 512, 2048);

  private final String code;
  private final String modelName;
  private final int layers;
  private final int heads;
  private final int width;
  private final int inner;

  Encoder(String code, String modelName, int layers, int heads, int width, int inner) {
    this.code = code;
    this.modelName = modelName;
    this.layers = layers;
    this.heads = heads;
    this.width = width;
    this.inner = inner;
  }

  /** The language's code, e.g. {@code en}; the shipped delta is named after it. */
  public String code() {
    return code;
  }

  /** Name of the base network, and of its files on the class path. */
  public String modelName() {
    return modelName;
  }

  /** How many transformer layers it has. */
  public int layers() {
    return layers;
  }

  /** How many attention heads each layer has. */
  public int heads() {
    return heads;
  }

  /** Length of the vector of a token. */
  public int width() {
    return width;
  }

  /** Length of the vector between the two matrices of a feed-forward part. */
  public int inner() {
    return inner;
  }

  /** True if the base network is on the class path. */
  public boolean isPresent() {
    return Encoder.class.getResource("/" + modelName + ".onnx") != null;
  }

  /** The base network, an ONNX file. */
  public byte[] network() {
    return resource("/" + modelName + ".onnx");
  }

  byte[] tokenizer() {
    return resource("/" + modelName + "-tokenizer.json");
  }

  /** What was trained on top of it and ships with this program. */
  public EncoderDelta shippedDelta() {
    return EncoderDelta.read(resource("/safety/models/encoder-" + code + ".delta"));
  }

  private static byte[] resource(String path) {
    try (InputStream in = Encoder.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not on the class path.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
