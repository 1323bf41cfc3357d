package dev.sparkle.cli.safety.train;

import dev.sparkle.safety.control.input.WordPieces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an epoch goes through. No source and category gives more than its share; of a long text one
 * window is taken; some short texts are set among ordinary words, so that one hostile clause in a
 * long question is learnt, and company alone is not held against anybody.
 */
final class Plan {

  /** One window in an epoch. */
  record Item(long[] ids, Sample sample) {}

  private static final double IN_COMPANY = 0.2;
  private static final double MOST_SUSPICIOUS = 0.8;

  /** Batches are cut from pools of so many, sorted by length, so that little is padded. */
  private static final int BATCHES_IN_POOL = 24;

  private final List<Sample> samples;
  private final List<Sample> ordinary;
  private final int perSource;
  private final int batch;
  private final Random random;

  Plan(List<Sample> samples, int perSource, int batch, long seed) {
    this.samples = samples;
    this.ordinary =
        samples.stream()
            .filter(s -> !s.row().attack() && !s.row().category().startsWith("hard_"))
            .toList();
    this.perSource = perSource;
    this.batch = batch;
    this.random = new Random(seed);
  }

  /**
   * @param suspicious for each sample with several windows, the one that the network of now finds
   *     most suspicious; empty in the first epoch, in which hostile words in material are left out,
   *     since nothing tells where they stand
   */
  List<List<Item>> epoch(Map<Sample, Integer> suspicious) {
    Map<String, List<Sample>> bySource =
        samples.stream()
            .collect(
                Collectors.groupingBy(
                    s -> s.row().source() + "\n" + s.row().category(),
                    TreeMap::new,
                    Collectors.toCollection(ArrayList::new)));
    List<Item> items = new ArrayList<>();
    for (List<Sample> source : bySource.values()) {
      Collections.shuffle(source, random);
      for (Sample sample : source.subList(0, Math.min(perSource, source.size()))) {
        boolean placeUnknown = sample.isHiddenInMaterial() && sample.windows().size() > 1;
        if (!placeUnknown || suspicious.containsKey(sample)) {
          items.add(new Item(window(sample, suspicious.get(sample)), sample));
        }
      }
    }
    Collections.shuffle(items, random);
    return batches(items);
  }

  private long[] window(Sample sample, Integer suspicious) {
    int count = sample.windows().size();
    if (count == 1) {
      long[] only = sample.windows().get(0);
      return random.nextDouble() < IN_COMPANY ? inCompany(only) : only;
    }
    if (suspicious == null) {
      return sample.windows().get(random.nextBoolean() ? 0 : random.nextInt(count));
    }
    boolean sure = sample.isHiddenInMaterial() || random.nextDouble() < MOST_SUSPICIOUS;
    return sample.windows().get(sure ? suspicious : random.nextInt(count));
  }

  /** Between the end of one ordinary text and the beginning of another, as far as there is room. */
  private long[] inCompany(long[] ids) {
    int room = WordPieces.MAX_TOKENS - ids.length;
    if (room < 4 || ordinary.isEmpty()) {
      return ids;
    }
    long[] before = anyOrdinary();
    long[] after = anyOrdinary();
    int head = Math.min(random.nextInt(room), before.length - 2);
    int tail = Math.min(random.nextInt(room - head), after.length - 2);
    long[] all = new long[head + ids.length + tail];
    all[0] = ids[0];
    System.arraycopy(before, before.length - 1 - head, all, 1, head);
    System.arraycopy(ids, 1, all, 1 + head, ids.length - 2);
    System.arraycopy(after, 1, all, head + ids.length - 1, tail);
    all[all.length - 1] = ids[ids.length - 1];
    return all;
  }

  private long[] anyOrdinary() {
    List<long[]> windows = ordinary.get(random.nextInt(ordinary.size())).windows();
    return windows.get(random.nextInt(windows.size()));
  }

  private List<List<Item>> batches(List<Item> items) {
    List<List<Item>> batches = new ArrayList<>();
    int pool = batch * BATCHES_IN_POOL;
    for (int i = 0; i < items.size(); i += pool) {
      List<Item> sorted = new ArrayList<>(items.subList(i, Math.min(items.size(), i + pool)));
      sorted.sort(Comparator.comparingInt(item -> item.ids.length));
      for (int j = 0; j < sorted.size(); j += batch) {
        batches.add(List.copyOf(sorted.subList(j, Math.min(sorted.size(), j + batch))));
      }
    }
    Collections.shuffle(batches, random);
    return batches;
  }
}
