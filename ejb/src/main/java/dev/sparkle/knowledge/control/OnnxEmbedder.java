package dev.sparkle.knowledge.control;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/**
 * Embeds in this process with ONNX. The network is loaded with the first text: about 200 MB outside
 * the heap, half a second.
 *
 * <p>The network computes on the caller's own thread, without a pool behind it, so that taking in a
 * long document keeps one core busy and leaves the others to questions; no more calls compute at
 * once than there are cores, the others wait in line.
 */
public final class OnnxEmbedder implements Embedder {

  private final LocalModel model;
  private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
  private volatile InProcess network;

  public OnnxEmbedder(LocalModel model) {
    this.model = Objects.requireNonNull(model, "model");
  }

  @Override
  public String model() {
    return model.modelName();
  }

  @Override
  public int dimensions() {
    return model.dimensions();
  }

  @Override
  public double evenOdds() {
    return model.evenOdds();
  }

  @Override
  public float[] embedQuestion(String question) {
    return embed(model.questionPrefix() + question);
  }

  @Override
  public List<float[]> embedPassages(List<String> passages) {
    List<float[]> vectors = new ArrayList<>(passages.size());
    for (String passage : passages) {
      vectors.add(embed(model.passagePrefix() + passage));
    }
    return vectors;
  }

  private float[] embed(String text) {
    InProcess loaded = network();
    cores.acquireUninterruptibly();
    try {
      return loaded.embed(TextSegment.from(text)).content().vector();
    } finally {
      cores.release();
    }
  }

  private InProcess network() {
    InProcess loaded = network;
    if (loaded == null) {
      synchronized (this) {
        loaded = network == null ? new InProcess(model) : network;
        network = loaded;
      }
    }
    return loaded;
  }

  /** LangChain4j's encoder on a session of ours, whose threads are bounded. */
  private static final class InProcess extends AbstractInProcessEmbeddingModel {

    private final OnnxBertBiEncoder encoder;
    private final int dimensions;

    InProcess(LocalModel model) {
      super(Runnable::run);
      this.dimensions = model.dimensions();
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        encoder =
            new OnnxBertBiEncoder(
                environment,
                environment.createSession(model.network(), options),
                new ByteArrayInputStream(model.tokenizer()),
                model.pooling());
      } catch (OrtException e) {
        throw new IllegalStateException(
            "The embedding model " + model.modelName() + " cannot be loaded.", e);
      }
    }

    @Override
    protected OnnxBertBiEncoder model() {
      return encoder;
    }

    @Override
    protected Integer knownDimension() {
      return dimensions;
    }
  }
}
