package dev.sparkle.cli.safety.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.sparkle.cli.safety.train.Plan.Item;
import dev.sparkle.safety.control.input.Encoder;
import dev.sparkle.safety.control.input.EncoderDelta.Matrix;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Trains factors of low rank and a head on an encoder that itself stays as it is. */
final class Training implements AutoCloseable {

  /**
   * What decides the result, beside the rows.
   *
   * @param perSource most rows of one source and category in an epoch
   * @param rate highest learning rate of AdamW; it rises over the first twentieth of all steps and
   *     falls to zero in a straight line
   */
  record Settings(int epochs, int batch, int perSource, int rank, double rate, long seed) {}

  /** How an epoch went. */
  record Epoch(int rows, double loss, Duration took) {}

  private static final double WARM_UP = 0.05;
  private static final float DECAY = 0.01f;
  private static final int STEPS_PER_LINE = 50;

  /** Of a long text about so many windows are looked at; all, if hostile words hide in one. */
  private static final int WINDOWS_LOOKED_AT = 2;

  private final Settings settings;
  private final PrintWriter out;
  private final NDManager manager = NDManager.newBaseManager();
  private final Parameters parameters;
  private final EncoderNetwork network;
  private final List<Epoch> epochs = new ArrayList<>();

  Training(Encoder encoder, Settings settings, PrintWriter out) {
    this.settings = settings;
    this.out = out;
    Engine.getInstance().setRandomSeed((int) settings.seed);
    this.parameters = new Parameters(encoder, settings.rank, settings.seed, manager);
    this.network = new EncoderNetwork(encoder, new BaseWeights(encoder, manager), parameters);
  }

  /** Goes through all epochs; once. */
  void run(List<Sample> samples) {
    Plan plan = new Plan(samples, settings.perSource, settings.batch, settings.seed);
    Map<Sample, Integer> suspicious = Map.of();
    Optimizer optimizer = null;
    for (int epoch = 1; epoch <= settings.epochs; epoch++) {
      long start = System.nanoTime();
      List<List<Item>> batches = plan.epoch(suspicious);
      if (optimizer == null) {
        // the later epochs are longer by the rows whose windows are found after this one
        optimizer = optimizer(batches.size() * settings.epochs);
      }
      double loss = go(epoch, batches, optimizer);
      int rows = batches.stream().mapToInt(List::size).sum();
      if (epoch < settings.epochs) {
        suspicious = mostSuspicious(samples);
      }
      epochs.add(new Epoch(rows, loss, Duration.ofNanos(System.nanoTime() - start)));
      say(
          "epoch %d of %d: %d rows, loss %.4f, %d s",
          epoch, settings.epochs, rows, loss, epochs.get(epoch - 1).took.toSeconds());
    }
  }

  private Optimizer optimizer(int steps) {
    double warm = Math.max(1, steps * WARM_UP);
    Tracker rate =
        step ->
            (float)
                (settings.rate
                    * Math.min(step / warm, Math.max(0.02, (steps - step) / (steps - warm))));
    return Optimizer.adamW().optLearningRateTracker(rate).optWeightDecays(DECAY).build();
  }

  private double go(int epoch, List<List<Item>> batches, Optimizer optimizer) {
    double sum = 0;
    double recent = 0;
    for (int i = 0; i < batches.size(); i++) {
      double loss = step(batches.get(i), optimizer);
      sum += loss;
      recent += loss;
      if ((i + 1) % STEPS_PER_LINE == 0) {
        say(
            "  epoch %d, step %d of %d: loss %.4f",
            epoch, i + 1, batches.size(), recent / STEPS_PER_LINE);
        recent = 0;
      }
    }
    return sum / batches.size();
  }

  private double step(List<Item> batch, Optimizer optimizer) {
    double value;
    try (NDManager step = manager.newSubManager()) {
      try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
        NDArray logits = network.logits(batch.stream().map(Item::ids).toList(), true, step);
        NDArray loss = loss(batch, logits, step);
        gradients.backward(loss);
        value = loss.getFloat();
      }
      parameters.step(optimizer);
    }
    return value;
  }

  /** Weighted binary cross entropy of both outputs; what is unknown does not count. */
  private static NDArray loss(List<Item> batch, NDArray logits, NDManager step) {
    float[] targets = new float[batch.size() * 2];
    float[] weights = new float[targets.length];
    for (int i = 0; i < batch.size(); i++) {
      Sample sample = batch.get(i).sample();
      targets[2 * i] = sample.target();
      weights[2 * i] = sample.weight();
      targets[2 * i + 1] = Math.max(0, sample.harm());
      weights[2 * i + 1] = sample.harm() == Sample.UNKNOWN ? 0 : sample.weight();
    }
    Shape shape = new Shape(batch.size(), 2);
    NDArray target = step.create(targets, shape);
    NDArray weight = step.create(weights, shape);
    NDArray entropy =
        Activation.relu(logits).sub(logits.mul(target)).add(logits.abs().neg().exp().add(1).log());
    return entropy.mul(weight).sum().div(weight.sum());
  }

  /** Of no source and category more samples are looked at than an epoch takes. */
  private Map<Sample, Integer> mostSuspicious(List<Sample> samples) {
    record Place(Sample sample, int window) {}
    List<Place> places = new ArrayList<>();
    Map<String, Integer> ofSource = new HashMap<>();
    for (Sample sample : samples) {
      String source = sample.row().source() + "\n" + sample.row().category();
      if (ofSource.merge(source, 1, Integer::sum) > settings.perSource) {
        continue;
      }
      int count = sample.windows().size();
      int step = sample.isHiddenInMaterial() ? 1 : Math.max(1, count / WINDOWS_LOOKED_AT);
      for (int i = 0; i < count && count > 1; i += step) {
        places.add(new Place(sample, i));
      }
    }
    places.sort(Comparator.comparingInt(p -> p.sample.windows().get(p.window).length));
    Map<Sample, Integer> best = new HashMap<>();
    Map<Sample, Float> highest = new HashMap<>();
    int many = settings.batch * 2;
    for (int i = 0; i < places.size(); i += many) {
      List<Place> some = places.subList(i, Math.min(places.size(), i + many));
      float[] logits = logits(some.stream().map(p -> p.sample.windows().get(p.window)).toList());
      for (int j = 0; j < some.size(); j++) {
        Sample sample = some.get(j).sample;
        if (logits[2 * j] > highest.getOrDefault(sample, Float.NEGATIVE_INFINITY)) {
          highest.put(sample, logits[2 * j]);
          best.put(sample, some.get(j).window);
        }
      }
    }
    return best;
  }

  /** Manipulation and harm of each window, one after the other, as the network of now says. */
  float[] logits(List<long[]> windows) {
    try (NDManager step = manager.newSubManager()) {
      return network.logits(windows, false, step).toFloatArray();
    }
  }

  Map<String, Matrix> matrices() {
    return parameters.matrices();
  }

  List<Epoch> epochs() {
    return List.copyOf(epochs);
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  @Override
  public void close() {
    manager.close();
  }
}
