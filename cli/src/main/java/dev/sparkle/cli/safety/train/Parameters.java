package dev.sparkle.cli.safety.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import dev.sparkle.safety.control.input.Adapted;
import dev.sparkle.safety.control.input.Encoder;
import dev.sparkle.safety.control.input.EncoderDelta;
import dev.sparkle.safety.control.input.EncoderDelta.Matrix;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** What is trained: the factors of low rank and the head. */
final class Parameters {

  /** Units of the head's hidden layer. */
  static final int HIDDEN = 128;

  private final Map<String, NDArray> arrays = new LinkedHashMap<>();
  private final NDManager manager;
  private final Random random;

  /**
   * Begins with the base network as it is: of each pair one factor is zero, the other random (Hu et
   * al., LoRA, 2021).
   */
  Parameters(Encoder encoder, int rank, long seed, NDManager manager) {
    this.manager = manager;
    this.random = new Random(seed);
    for (int layer = 0; layer < encoder.layers(); layer++) {
      for (Adapted adapted : Adapted.values()) {
        int rows = adapted.rows(encoder);
        add(adapted.into(layer), rows, rank, Math.sqrt(1.0 / rows));
        add(adapted.out(layer), rank, adapted.columns(encoder), 0);
      }
    }
    int pooled = 2 * encoder.width();
    add(EncoderDelta.HIDDEN_WEIGHT, pooled, HIDDEN, Math.sqrt(2.0 / pooled));
    add(EncoderDelta.HIDDEN_BIAS, 1, HIDDEN, 0);
    add(EncoderDelta.OUTPUT_WEIGHT, HIDDEN, 2, Math.sqrt(1.0 / HIDDEN));
    add(EncoderDelta.OUTPUT_BIAS, 1, 2, 0);
  }

  private void add(String name, int rows, int columns, double deviation) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length && deviation > 0; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    NDArray array = manager.create(values, new Shape(rows, columns));
    array.setRequiresGradient(true);
    arrays.put(name, array);
  }

  NDArray get(String name) {
    return arrays.get(name);
  }

  /** One step against the gradient, which is zero afterwards. */
  void step(Optimizer optimizer) {
    for (Map.Entry<String, NDArray> each : arrays.entrySet()) {
      try (NDArray gradient = each.getValue().getGradient()) {
        optimizer.update(each.getKey(), each.getValue(), gradient);
        gradient.subi(gradient);
      }
    }
  }

  /** The values as they are now. */
  Map<String, Matrix> matrices() {
    Map<String, Matrix> matrices = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          Shape shape = array.getShape();
          matrices.put(
              name, new Matrix((int) shape.get(0), (int) shape.get(1), array.toFloatArray()));
        });
    return matrices;
  }
}
