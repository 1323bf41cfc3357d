package dev.sparkle.knowledge.control;

import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The embedding models that run in this process, if their package is on the class path. Figures for
 * each: docs/retrieval.md.
 */
public enum LocalModel {
  /** BAAI's small Chinese model; the default. Its passages need no prefix. */
  BGE_SMALL_ZH("bge-small-zh-v1.5-q", 512, PoolingMode.CLS, 0.558, "", ""),

  /** The same with the instruction that BAAI recommends before short questions. */
  BGE_SMALL_ZH_INSTRUCTED(
      "bge-small-zh-v1.5-q", 512, PoolingMode.CLS, 0.541, "为这个句子生成表示以用于检索相关文章：", ""),

  /** The English model that most examples use. */
  MINILM("all-minilm-l6-v2-q", 384, PoolingMode.MEAN, 0.384, "", ""),

  /** Microsoft's small English model, which was trained with these prefixes. */
  E5_SMALL("e5-small-v2-q", 384, PoolingMode.MEAN, 1.024, "query: ", "passage: ");

  private final String modelName;
  private final int dimensions;
  private final PoolingMode pooling;
  private final double evenOdds;
  private final String questionPrefix;
  private final String passagePrefix;

  LocalModel(
      String modelName,
      int dimensions,
      PoolingMode pooling,
      double evenOdds,
      String questionPrefix,
      String passagePrefix) {
    this.modelName = modelName;
    this.dimensions = dimensions;
    this.pooling = pooling;
    this.evenOdds = evenOdds;
    this.questionPrefix = questionPrefix;
    this.passagePrefix = passagePrefix;
  }

  /** Name of the model, and of its files in the package. */
  public String modelName() {
    return modelName;
  }

  public int dimensions() {
    return dimensions;
  }

  PoolingMode pooling() {
    return pooling;
  }

  /** Fitted to the sample course by one rule for all models: docs/retrieval.md. */
  double evenOdds() {
    return evenOdds;
  }

  String questionPrefix() {
    return questionPrefix;
  }

  String passagePrefix() {
    return passagePrefix;
  }

  /** True if the model's package is on the class path. */
  public boolean isPresent() {
    return LocalModel.class.getResource("/" + modelName + ".onnx") != null;
  }

  byte[] network() {
    return resource(modelName + ".onnx");
  }

  byte[] tokenizer() {
    return resource(modelName + "-tokenizer.json");
  }

  private byte[] resource(String name) {
    try (InputStream in = LocalModel.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "The embedding model " + modelName + " is not installed: " + name + " is missing.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
