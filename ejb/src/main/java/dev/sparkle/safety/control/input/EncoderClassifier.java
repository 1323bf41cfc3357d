package dev.sparkle.safety.control.input;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * A small sentence encoder, fine-tuned to tell attacks on the model, and open requests for harm,
 * from ordinary texts. Computes in this process, on the caller's own thread; no more calls compute
 * at once than there are cores, the others wait in line.
 *
 * <p><b>Limitations.</b> It reads up to {@value WordPieces#MAX_TOKENS} tokens at a time, so what is
 * hostile only in the whole of a long text escapes it; its cost grows with the length of the text,
 * which the caller bounds. It knows one language; {@link LanguageClassifiers} chooses.
 */
public final class EncoderClassifier implements TextClassifier, AutoCloseable {

  private final EncoderDelta.Metadata metadata;
  private final WordPieces words;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  /** Loads the network: about half a second, and about 60 MB outside the heap. */
  public EncoderClassifier(Encoder encoder, EncoderDelta delta) {
    this.metadata = delta.metadata();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(AdaptedNetwork.of(encoder, delta), options);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "The classifier on " + encoder.modelName() + " cannot be loaded.", e);
    }
    words = new WordPieces(encoder);
  }

  /** The one that ships with this program. */
  public static EncoderClassifier shipped(Encoder encoder) {
    return new EncoderClassifier(encoder, encoder.shippedDelta());
  }

  @Override
  public Scores score(String text) {
    float[] logits = logits(text);
    return new Scores(metadata.manipulation().score(logits[0]), metadata.harm().score(logits[1]));
  }

  /** Manipulation and harm before calibration, each the highest of all windows. */
  public float[] logits(String text) {
    float[] highest = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
    for (long[] window : words.windows(text)) {
      float[] logits = logits(window);
      highest[0] = Math.max(highest[0], logits[0]);
      highest[1] = Math.max(highest[1], logits[1]);
    }
    return highest;
  }

  private float[] logits(long[] window) {
    long[] ones = new long[window.length];
    Arrays.fill(ones, 1);
    cores.acquireUninterruptibly();
    try (OnnxTensor ids = tensor(window);
        OnnxTensor mask = tensor(ones);
        OnnxTensor types = tensor(new long[window.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      return ((float[][]) result.get(0).getValue())[0];
    } catch (OrtException e) {
      throw new IllegalStateException("The classifier cannot judge.", e);
    } finally {
      cores.release();
    }
  }

  private OnnxTensor tensor(long[] row) throws OrtException {
    return OnnxTensor.createTensor(environment, new long[][] {row});
  }

  /** Gives the memory outside the heap back; nothing may be judged any more. */
  @Override
  public void close() {
    words.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("The classifier cannot be closed.", e);
    }
  }
}
