package dev.sparkle.cli.safety;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.safety.CorpusRow.Label;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures of an evaluation, for a person or for a program. */
final class EvalReport {

  private final List<Judged> rows;
  private final OutputEvaluation output;
  private final boolean neural;

  /**
   * @param neural whether the neural classifiers were asked
   */
  EvalReport(List<Judged> rows, OutputEvaluation output, boolean neural) {
    this.rows = rows;
    this.output = output;
    this.neural = neural;
  }

  private List<Tally> grouped(Function<CorpusRow, String> key) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                judged -> key.apply(judged.row()), TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(Tally::new)
        .toList();
  }

  private List<Tally> categories() {
    return grouped(EvalReport::category);
  }

  private static String category(CorpusRow row) {
    return row.label().ordinal() + "\t" + row.category() + "\t" + row.lang();
  }

  /**
   * {@code {"categories":[…], "sources":[…], "totals":[…], "parts":[…], "types":[…], "spans":{…}}}.
   */
  void writeJson(PrintWriter out) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode categories = json.putArray("categories");
    categories().forEach(tally -> figures(categories.addObject(), tally, "category", "lang"));
    ArrayNode sources = json.putArray("sources");
    grouped(row -> category(row) + "\t" + row.source())
        .forEach(tally -> figures(sources.addObject(), tally, "category", "lang", "source"));
    ArrayNode totals = json.putArray("totals");
    grouped(row -> "" + row.label().ordinal()).forEach(tally -> figures(totals.addObject(), tally));
    if (has(Label.SENSITIVE) || has(Label.CLEAN)) {
      ArrayNode types = json.putArray("types");
      output
          .types()
          .forEach(
              (type, count) ->
                  types
                      .addObject()
                      .put("type", type)
                      .put("n", count[0])
                      .put("found", count[1])
                      .put("known", !output.unknownTypes().contains(type)));
      json.putObject("spans").put("n", output.spans()[0]).put("found", output.spans()[1]);
    }
    ArrayNode parts = json.putArray("parts");
    categories().stream()
        .filter(tally -> tally.sample().label().isInput())
        .forEach(tally -> parts(parts.addObject(), tally));
    json.put("neural", neural);
    out.println(json.toPrettyString());
  }

  private boolean has(Label label) {
    return rows.stream().anyMatch(judged -> judged.row().label() == label);
  }

  private static void figures(ObjectNode json, Tally tally, String... keys) {
    CorpusRow sample = tally.sample();
    for (String key : keys) {
      json.put(
          key,
          switch (key) {
            case "category" -> sample.category();
            case "lang" -> sample.lang();
            default -> sample.source();
          });
    }
    json.put("label", sample.label().code());
    json.put("n", tally.rows());
    json.put("flagged", tally.flaggedByTheWhole());
    json.put("p50Ms", rounded(tally.milliseconds(50)));
    json.put("p99Ms", rounded(tally.milliseconds(99)));
  }

  /** What each part alone flagged, and how long the cheap ones took. */
  private static void parts(ObjectNode json, Tally tally) {
    CorpusRow sample = tally.sample();
    json.put("category", sample.category()).put("lang", sample.lang());
    json.put("label", sample.label().code());
    json.put("cheapP50Ms", rounded(tally.cheapMilliseconds(50)));
    json.put("cheapP99Ms", rounded(tally.cheapMilliseconds(99)));
    ObjectNode flagged = json.putObject("flagged");
    tally.flagged().forEach((method, count) -> flagged.put(method.code(), count));
  }

  private static double rounded(double milliseconds) {
    return Math.round(milliseconds * 10_000) / 10_000.0;
  }

  /** A table for each label, with the best single part beside the whole. */
  void print(PrintWriter out) {
    for (Label label : Label.values()) {
      List<Tally> tallies =
          categories().stream().filter(tally -> tally.sample().label() == label).toList();
      if (!tallies.isEmpty()) {
        printTable(label, tallies, out);
      }
    }
    if (has(Label.SENSITIVE)) {
      printTypes(out);
    }
    if (!neural && (has(Label.ATTACK) || has(Label.BENIGN))) {
      out.println("The neural classifiers were not asked.");
    }
  }

  private static void printTable(Label label, List<Tally> tallies, PrintWriter out) {
    List<Method> methods = new ArrayList<>(tallies.get(0).flagged().keySet());
    out.println(
        label.isPositive()
            ? "Found of what is labelled " + label.code() + ":"
            : "False alarms on what is labelled " + label.code() + ":");
    out.printf("  %-22s %-5s %6s", "category", "lang", "rows");
    methods.forEach(method -> out.printf(" %8s", method.code()));
    out.printf("  %-8s %9s %9s%n", methods.size() > 1 ? "best one" : "", "p50 ms", "p99 ms");
    Map<Method, Integer> sums = new EnumMap<>(Method.class);
    int rows = 0;
    for (Tally tally : tallies) {
      CorpusRow sample = tally.sample();
      out.printf("  %-22s %-5s %6d", sample.category(), sample.lang(), tally.rows());
      for (Method method : methods) {
        int count = tally.flagged().get(method);
        out.printf(" %8s", percent(tally.share(count)));
        sums.merge(method, count, Integer::sum);
      }
      out.printf(
          Locale.ROOT,
          "  %-8s %9.3f %9.3f%n",
          methods.size() > 1 ? tally.bestAlone().map(Method::code).orElse("") : "",
          tally.milliseconds(50),
          tally.milliseconds(99));
      rows += tally.rows();
    }
    out.printf("  %-22s %-5s %6d", "all", "", rows);
    for (Method method : methods) {
      out.printf(" %8s", percent((double) sums.get(method) / rows));
    }
    out.println();
    out.println();
  }

  private void printTypes(PrintWriter out) {
    out.println("Found by type:");
    output
        .types()
        .forEach(
            (type, count) ->
                out.printf(
                    "  %-22s %6d %8s%s%n",
                    type,
                    count[0],
                    percent((double) count[1] / count[0]),
                    output.unknownTypes().contains(type)
                        ? "  (no kind of this name: anything found there counts)"
                        : ""));
    int[] spans = output.spans();
    if (spans[0] > 0) {
      out.printf(
          "  %-22s %6d %8s%n%n", "all spans", spans[0], percent((double) spans[1] / spans[0]));
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
