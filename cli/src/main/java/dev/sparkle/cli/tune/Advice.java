package dev.sparkle.cli.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** From what was measured to what is recommended. Pure. */
final class Advice {

  /** Beyond 95 % of the best, further threads and connections only take memory. */
  static final double ENOUGH = 0.95;

  /** What a pool has beside what tasks and commits need: requests, answers, health. */
  private static final int HEADROOM = 4;

  /**
   * A recommended setting.
   *
   * @param variable of the environment
   * @param reason a sentence with the figures behind it
   */
  record Advised(String variable, String value, String reason) {}

  private Advice() {}

  /**
   * What to set.
   *
   * @param queues as they are in force; names of queues of one's own are kept
   */
  static List<Advised> of(Measured measured, String queues) {
    List<Advised> all = new ArrayList<>();
    int attempts = measured.mixed().enough(ENOUGH);
    int heavy = measured.cores();
    all.add(
        new Advised(
            "SPARKLE_TASKS_QUEUES",
            queues(queues, attempts, heavy),
            text(
                "%d attempts at a time give %.0f of at most %.0f tasks/s that compute 2 ms and wait"
                    + " 20 ms; ingest and batch compute, so as many as there are cores (%d).",
                attempts, measured.mixed().at(attempts), measured.mixed().best(), heavy)));
    int batch = measured.batches().enough(ENOUGH);
    all.add(
        new Advised(
            "SPARKLE_TASKS_BATCH",
            Integer.toString(batch),
            text(
                "%d tasks in one statement give %.0f of at most %.0f no-ops/s; fewer on hand leave"
                    + " more to other nodes.",
                batch, measured.batches().at(batch), measured.batches().best())));
    int writers = measured.commits().enough(ENOUGH);
    int pool = Math.max(20, Math.max(attempts + 2 * heavy, writers) + HEADROOM);
    all.add(
        new Advised(
            "SPARKLE_DB_POOL",
            Integer.toString(pool),
            text(
                "%d connections give %.0f of at most %.0f commits/s (fsync %.2f ms); %d handlers may"
                    + " hold one each, requests need some beside them, and 20 are shipped.",
                writers,
                measured.commits().at(writers),
                measured.commits().best(),
                measured.fsyncP50Ms(),
                attempts + 2 * heavy)));
    all.add(
        new Advised(
            "SPARKLE_JOBS_PARTITIONS",
            Integer.toString(heavy),
            text(
                "Parts of a job compute: one for each of %d cores. A rule, not measured.", heavy)));
    return all;
  }

  /** Whether two values of a setting say the same; queues in any order. */
  static boolean same(String one, String other) {
    return one.contains("=") ? parse(one).equals(parse(other)) : one.equals(other);
  }

  private static TreeMap<String, String> parse(String queues) {
    TreeMap<String, String> parsed = new TreeMap<>();
    for (String each : queues.split(",")) {
      String[] parts = each.strip().split("=", 2);
      if (parts.length == 2) {
        parsed.put(parts[0].strip(), parts[1].strip());
      }
    }
    return parsed;
  }

  private static String queues(String inForce, int attempts, int heavy) {
    TreeMap<String, String> queues = parse(inForce);
    queues.put("default", Integer.toString(attempts));
    queues.put("ingest", Integer.toString(heavy));
    queues.put("batch", Integer.toString(heavy));
    return String.join(
        ",", queues.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  private static String text(String words, Object... values) {
    return String.format(Locale.ROOT, words, values);
  }
}
