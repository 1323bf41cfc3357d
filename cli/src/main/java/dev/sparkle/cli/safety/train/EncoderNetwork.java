package dev.sparkle.cli.safety.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import dev.sparkle.safety.control.input.Adapted;
import dev.sparkle.safety.control.input.Encoder;
import dev.sparkle.safety.control.input.EncoderDelta;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * BERT's way forward with what is trained in it, the same as the graph that {@code AdaptedNetwork}
 * makes, but for the quantisation of what flows between the layers.
 */
final class EncoderNetwork {

  private static final float EPSILON = 1e-12f;
  private static final float FAR_BELOW = -1e9f;
  private static final float DROPOUT = 0.1f;

  private final Encoder encoder;
  private final Parameters parameters;
  private final NDArray words;
  private final NDArray positions;
  private final Norm first;
  private final Layer[] layers;

  private record Norm(NDArray weight, NDArray bias) {}

  private record Layer(
      Map<Adapted, NDArray> weights, Map<Adapted, NDArray> biases, Norm attended, Norm output) {}

  EncoderNetwork(Encoder encoder, BaseWeights base, Parameters parameters) {
    this.encoder = encoder;
    this.parameters = parameters;
    words = base.embeddings("word");
    positions = base.embeddings("position").add(base.embeddings("token_type").get(0));
    first = norm(base, "embeddings");
    layers = new Layer[encoder.layers()];
    for (int i = 0; i < layers.length; i++) {
      Map<Adapted, NDArray> weights = new EnumMap<>(Adapted.class);
      Map<Adapted, NDArray> biases = new EnumMap<>(Adapted.class);
      for (Adapted each : Adapted.values()) {
        weights.put(each, base.matrix(each, i));
        biases.put(each, base.vector(each.bias(i)));
      }
      String name = "encoder.layer." + i;
      layers[i] =
          new Layer(
              weights,
              biases,
              norm(base, name + ".attention.output"),
              norm(base, name + ".output"));
    }
  }

  private static Norm norm(BaseWeights base, String of) {
    return new Norm(base.vector(of + ".LayerNorm.weight"), base.vector(of + ".LayerNorm.bias"));
  }

  /**
   * The logits of texts: one row for each, manipulation and harm.
   *
   * @param manager takes everything that is computed on the way
   */
  NDArray logits(List<long[]> texts, boolean training, NDManager manager) {
    int count = texts.size();
    int longest = texts.stream().mapToInt(ids -> ids.length).max().orElseThrow();
    long[] ids = new long[count * longest];
    float[] present = new float[ids.length];
    for (int i = 0; i < count; i++) {
      long[] text = texts.get(i);
      System.arraycopy(text, 0, ids, i * longest, text.length);
      java.util.Arrays.fill(present, i * longest, i * longest + text.length, 1);
    }
    NDArray mask = manager.create(present, new Shape(count, longest));
    NDArray absent = mask.sub(1).mul(-FAR_BELOW);
    NDArray token = manager.create(ids, new Shape(ids.length));
    NDArray x =
        words
            .get(manager, new NDIndex("{}", token))
            .reshape(count, longest, encoder.width())
            .add(positions.get(manager, new NDIndex("0:" + longest)));
    x = apply(first, x.reshape(-1, encoder.width()));
    NDArray keys =
        absent
            .reshape(count, 1, 1, longest)
            .repeat(1, encoder.heads())
            .reshape((long) count * encoder.heads(), 1, longest);
    for (int i = 0; i < layers.length; i++) {
      x = layer(i, x, keys, count, longest);
    }
    x = x.reshape(count, longest, encoder.width());
    return head(x, mask.expandDims(2), absent.expandDims(2), training);
  }

  private NDArray layer(int i, NDArray x, NDArray absent, int count, int length) {
    NDArray query = byHead(product(Adapted.QUERY, i, x), count, length);
    NDArray key = byHead(product(Adapted.KEY, i, x), count, length);
    NDArray value = byHead(product(Adapted.VALUE, i, x), count, length);
    double scale = 1 / Math.sqrt((double) encoder.width() / encoder.heads());
    NDArray attention = query.mul(scale).matMul(key.transpose(0, 2, 1)).add(absent).softmax(-1);
    NDArray attended =
        attention
            .matMul(value)
            .reshape(count, encoder.heads(), length, -1)
            .transpose(0, 2, 1, 3)
            .reshape((long) count * length, encoder.width());
    x = apply(layers[i].attended, product(Adapted.ATTENDED, i, attended).add(x));
    NDArray wide = Activation.gelu(product(Adapted.WIDEN, i, x));
    return apply(layers[i].output, product(Adapted.NARROW, i, wide).add(x));
  }

  private NDArray product(Adapted adapted, int layer, NDArray x) {
    NDArray added =
        x.matMul(parameters.get(adapted.into(layer))).matMul(parameters.get(adapted.out(layer)));
    return x.matMul(layers[layer].weights.get(adapted))
        .add(layers[layer].biases.get(adapted))
        .add(added);
  }

  private NDArray byHead(NDArray x, int count, int length) {
    return x.reshape(count, length, encoder.heads(), -1)
        .transpose(0, 2, 1, 3)
        .reshape((long) count * encoder.heads(), length, -1);
  }

  private NDArray head(NDArray x, NDArray mask, NDArray absent, boolean training) {
    NDArray mean = x.mul(mask).sum(new int[] {1}).div(mask.sum(new int[] {1}));
    NDArray max = x.add(absent).max(new int[] {1});
    NDArray pooled = NDArrays.concat(new NDList(mean, max), 1);
    NDArray hidden =
        pooled
            .matMul(parameters.get(EncoderDelta.HIDDEN_WEIGHT))
            .add(parameters.get(EncoderDelta.HIDDEN_BIAS));
    hidden = Activation.relu(hidden);
    if (training) {
      hidden = Dropout.dropout(hidden, DROPOUT, true).singletonOrThrow();
    }
    return hidden
        .matMul(parameters.get(EncoderDelta.OUTPUT_WEIGHT))
        .add(parameters.get(EncoderDelta.OUTPUT_BIAS))
        .toType(DataType.FLOAT32, false);
  }

  private NDArray apply(Norm norm, NDArray x) {
    return LayerNorm.layerNorm(x, new Shape(encoder.width()), norm.weight, norm.bias, EPSILON)
        .singletonOrThrow();
  }
}
