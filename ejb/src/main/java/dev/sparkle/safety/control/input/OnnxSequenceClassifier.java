package dev.sparkle.safety.control.input;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * An operator's own model: a network that sorts texts into attacks and others, in the shape of
 * Prompt Guard 2. A folder holds {@code model.onnx}, {@code tokenizer.json} and, if there is one,
 * {@code config.json} (see {@link SequenceModelConfig}).
 *
 * <p>The network takes {@code input_ids}, {@code attention_mask} and perhaps {@code
 * token_type_ids}, 64-bit integers of [batch, tokens], and gives {@code logits}, floats of [batch,
 * labels]. The score is the share of the attack labels after softmax; from 0.5 on it is an attack.
 * Longer texts are judged in windows, of which the most suspicious counts. Safe for many threads.
 *
 * <p><b>Limitations.</b> Does not judge harm. Reads normalised text, as all classifiers here.
 */
public final class OnnxSequenceClassifier implements TextClassifier, AutoCloseable {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final SequenceWindows windows;
  private final SequenceModelConfig config;
  private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  private OnnxSequenceClassifier(
      OrtSession session, SequenceWindows windows, SequenceModelConfig config) {
    this.session = session;
    this.windows = windows;
    this.config = config;
  }

  /**
   * Loads a model and tries it once.
   *
   * @throws IllegalArgumentException that says, in a sentence, which file is missing or what is
   *     wrong with it
   */
  public static OnnxSequenceClassifier load(Path folder) {
    Path network = required(folder, "model.onnx");
    Path tokens = required(folder, "tokenizer.json");
    SequenceModelConfig config = SequenceModelConfig.read(folder.resolve("config.json"));
    HuggingFaceTokenizer tokenizer = tokenizer(tokens);
    OrtSession session = session(network);
    try {
      SequenceWindows windows = new SequenceWindows(tokenizer, config.maxTokens());
      OnnxSequenceClassifier loaded = new OnnxSequenceClassifier(session, windows, config);
      loaded.score("a try");
      return loaded;
    } catch (IllegalArgumentException e) {
      close(session);
      tokenizer.close();
      throw new IllegalArgumentException(network + " " + e.getMessage(), e);
    }
  }

  private static Path required(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "there is no " + file + "; a model is a folder with model.onnx and tokenizer.json.");
    }
    return file;
  }

  private static HuggingFaceTokenizer tokenizer(Path file) {
    try {
      return HuggingFaceTokenizer.newInstance(
          file, Map.of("padding", "false", "truncation", "false"));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          file + " is no tokenizer of the tokenizers library: " + e.getMessage() + ".", e);
    }
  }

  /** A session whose inputs and outputs have the names that are expected. */
  private static OrtSession session(Path file) {
    OrtSession session;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          file + " is no network that ONNX Runtime can load: " + e.getMessage() + ".", e);
    }
    Set<String> inputs = session.getInputNames();
    boolean known =
        inputs.containsAll(Set.of(IDS, MASK)) && Set.of(IDS, MASK, TYPES).containsAll(inputs);
    if (!known || session.getOutputNames().isEmpty()) {
      close(session);
      throw new IllegalArgumentException(
          file
              + " takes "
              + inputs
              + "; it should take input_ids, attention_mask and perhaps"
              + " token_type_ids.");
    }
    return session;
  }

  @Override
  public Scores score(String text) {
    double highest = 0;
    for (long[] window : windows.of(text)) {
      highest = Math.max(highest, attackShare(logits(window)));
    }
    return new Scores(highest, 0);
  }

  private float[] logits(long[] ids) {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    cores.acquireUninterruptibly();
    try (OnnxTensor tokens = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
        OnnxTensor types = OnnxTensor.createTensor(environment, new long[1][ids.length])) {
      Map<String, OnnxTensor> inputs = new HashMap<>(Map.of(IDS, tokens, MASK, mask));
      if (session.getInputNames().contains(TYPES)) {
        inputs.put(TYPES, types);
      }
      try (OrtSession.Result result = session.run(inputs)) {
        if (result.get(0).getValue() instanceof float[][] logits && logits[0].length > 1) {
          return logits[0];
        }
        throw new IllegalArgumentException(
            "should give logits: floats of [batch, labels], with at least two labels.");
      }
    } catch (OrtException e) {
      throw new IllegalArgumentException("cannot be run: " + e.getMessage() + ".", e);
    } finally {
      cores.release();
    }
  }

  private double attackShare(float[] logits) {
    float highest = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      highest = Math.max(highest, logit);
    }
    double attacks = 0;
    double all = 0;
    for (int label = 0; label < logits.length; label++) {
      double share = Math.exp(logits[label] - highest);
      all += share;
      attacks += config.isAttack(label, logits.length) ? share : 0;
    }
    return attacks / all;
  }

  @Override
  public void close() {
    close(session);
    windows.close();
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
