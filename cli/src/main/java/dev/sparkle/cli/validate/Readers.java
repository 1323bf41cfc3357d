package dev.sparkle.cli.validate;

import static dev.sparkle.cli.validate.Bound.atLeast;
import static dev.sparkle.cli.validate.Bound.atMost;
import static dev.sparkle.cli.validate.Bound.over;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What the JSON of the commands says, as figures. A field that is missing is no figure at all. */
final class Readers {

  /** The rule of drills that an acknowledged task ends. */
  private static final String KEPT = "KEPT";

  private Readers() {}

  /** {@code status}. */
  static List<Reading> status(JsonNode told, int exit) {
    if (!told.has("state")) {
      return List.of();
    }
    JsonNode nodes = told.path("nodes");
    long ready = stream(nodes).filter(n -> n.path("state").asText().equals("ready")).count();
    List<Reading> readings = new ArrayList<>();
    readings.add(Reading.yes("all is well", told.path("state").asText().equals("ok")));
    readings.add(Reading.must("nodes ready", ready, "", atLeast(Math.max(1, nodes.size()))));
    readings.add(up(told, "postgresql", "PostgreSQL"));
    readings.add(up(told, "redis", "Redis"));
    readings.add(Reading.yes("the supervisor runs", isUp(told.path("supervisor"))));
    JsonNode migrations = told.path("migrations");
    readings.add(
        Reading.must("migrations applied", number(migrations.path("applied")), "", atLeast(1)));
    readings.add(
        Reading.must("migrations pending", number(migrations.path("pending")), "", atMost(0)));
    return readings;
  }

  private static Reading up(JsonNode told, String field, String name) {
    JsonNode service = told.path(field);
    String version = service.path("version").asText("");
    return Reading.yes(name + (version.isEmpty() ? "" : " " + version), isUp(service));
  }

  private static boolean isUp(JsonNode part) {
    return part.path("state").asText().equals("up");
  }

  /** {@code safety eval} of attacks and ordinary texts. */
  static List<Reading> detection(JsonNode told, int exit) {
    List<Reading> readings = new ArrayList<>();
    for (JsonNode total : told.path("totals")) {
      double share = share(total.path("flagged"), total.path("n"));
      switch (total.path("label").asText()) {
        case "attack" -> {
          readings.add(
              Criterion.INJECTION_DETECTION.read(
                  "found of " + total.path("n").asInt() + " attacks", share));
          readings.add(
              Reading.wish("of a text, p99", number(total.path("p99Ms")), "ms", atMost(100)));
        }
        case "benign" ->
            readings.add(
                Reading.wish(
                    "false alarms on " + total.path("n").asInt() + " ordinary texts",
                    share,
                    "%",
                    atMost(1)));
        default -> {
          // texts of layer 4
        }
      }
    }
    return readings;
  }

  /** {@code safety eval} of what a model might say. */
  static List<Reading> scanning(JsonNode told, int exit) {
    List<Reading> readings = new ArrayList<>();
    JsonNode spans = told.path("spans");
    if (spans.path("n").asInt() > 0) {
      readings.add(
          Reading.wish(
              "found of " + spans.path("n").asInt() + " pieces of sensitive data, held out",
              share(spans.path("found"), spans.path("n")),
              "%",
              atLeast(98)));
    }
    for (JsonNode total : told.path("totals")) {
      String label = total.path("label").asText();
      double share = share(total.path("flagged"), total.path("n"));
      String of = total.path("n").asInt() + " texts";
      if (label.equals("sensitive")) {
        readings.add(
            Reading.must("flagged of " + of + " with such data, held out", share, "%", over(90)));
      } else if (label.equals("clean")) {
        readings.add(Reading.wish("false alarms on " + of + " without", share, "%", atMost(2)));
      }
    }
    return readings;
  }

  /** {@code safety attack}. */
  static List<Reading> attack(JsonNode told, int exit) {
    if (!told.has("attacks")) {
      return List.of();
    }
    return List.of(
        Criterion.ATTACK_SUCCESS.read(
            "reached of " + told.path("attacks").asInt() + " attacks on a model that obeys",
            share(told.path("reached"), told.path("attacks"))),
        Reading.must(
            "secrets that reached a learner", number(told.path("secretsReached")), "", atMost(0)));
  }

  /** A drill that takes a part away. */
  static List<Reading> drill(JsonNode told, int exit) {
    if (!told.has("ok")) {
      return List.of();
    }
    List<Reading> readings = new ArrayList<>();
    for (JsonNode each : told.path("expected")) {
      readings.add(Reading.yes(each.path("words").asText(), each.path("ok").asBoolean()));
    }
    JsonNode counts = told.path("counts");
    double acknowledged = number(counts.path("tasks acknowledged"));
    if (acknowledged > 0) {
      readings.add(
          Criterion.PERSISTENCE.read(
              "kept of " + (long) acknowledged + " acknowledged tasks",
              100 * (acknowledged - lost(told)) / acknowledged));
      readings.add(
          Reading.must("breaches of rules", number(told.path("breachCount")), "", atMost(0)));
    }
    readings.addAll(RecoveryFigures.read(told));
    return readings;
  }

  /**
   * Tasks that were acknowledged and never ended. Only the first breaches are told one by one:
   * where there is no count by rule, each of the others is taken for a lost task.
   */
  private static double lost(JsonNode told) {
    JsonNode byRule = told.path("breachesByRule");
    if (byRule.isObject()) {
      return byRule.path(KEPT).asDouble(0);
    }
    JsonNode shown = told.path("breaches");
    long kept = stream(shown).filter(each -> each.path("rule").asText().equals(KEPT)).count();
    return kept + Math.max(0, told.path("breachCount").asLong(0) - shown.size());
  }

  /** Several drills in one object. */
  static List<Reading> drills(JsonNode told, int exit) {
    List<Reading> readings = new ArrayList<>();
    for (JsonNode each : told.path("drills")) {
      String broken = each.path("broken").asText("");
      readings.add(
          Reading.yes(
              each.path("drill").asText() + (broken.isEmpty() ? "" : " with " + broken),
              each.path("ok").asBoolean()));
    }
    return readings;
  }

  /** {@code drill alerts}. */
  static List<Reading> alerts(JsonNode told, int exit) {
    return AlertFigures.read(told);
  }

  /** {@code drill traces}. */
  static List<Reading> traces(JsonNode told, int exit) {
    List<Reading> readings = new ArrayList<>();
    for (String kind : List.of("chat", "task", "error")) {
      JsonNode of = told.path(kind);
      if (of.path("traces").asInt() > 0) {
        readings.add(
            Criterion.TRACE_PROPAGATION.read(
                "whole of " + of.path("traces").asInt() + " traces of a " + kind,
                share(of.path("whole"), of.path("traces"))));
      }
    }
    return readings;
  }

  /** {@code bench tasks}. */
  static List<Reading> tasks(JsonNode told, int exit) {
    return TaskFigures.read(told);
  }

  /** {@code bench chain}. */
  static List<Reading> chain(JsonNode told, int exit) {
    return ChainFigures.read(told);
  }

  /** {@code bench chat}. */
  static List<Reading> chat(JsonNode told, int exit) {
    List<Reading> readings = new ArrayList<>();
    JsonNode idle = told.path("idle");
    if (!idle.isMissingNode()) {
      double lost = stream(idle.path("closed")).mapToInt(JsonNode::asInt).sum();
      readings.add(Reading.plain("idle sockets", number(idle.path("sockets")), ""));
      readings.add(Reading.must("of them lost", lost, "", atMost(0)));
      readings.add(Reading.plain("heap a socket", number(idle.path("heapKibPerSocket")), "KiB"));
    }
    for (JsonNode step : told.path("steps")) {
      readings.add(
          Reading.wish(
              step.path("streams").asInt() + " learners who read: added, p95",
              number(step.at("/added/p95Ms")),
              "ms",
              Bound.under(told.path("limitMs").asDouble(30))));
    }
    if (!readings.isEmpty()) {
      readings.add(Reading.yes("no answer failed within the limit", exit == 0));
    }
    return readings;
  }

  /** {@code tune}: that it measured; what it would change is told, and a person's to decide. */
  static List<Reading> tune(JsonNode told, int exit) {
    JsonNode measured = told.path("measured");
    if (measured.isMissingNode()) {
      return List.of();
    }
    double cores = number(measured.path("cores"));
    List<String> changes =
        stream(told.path("settings"))
            .filter(Readers::changes)
            .map(each -> each.path("variable").asText())
            .toList();
    return List.of(
        Reading.must("cores", cores, "", atLeast(1)),
        Reading.must("fsync of a page, p50", number(measured.path("fsyncP50Ms")), "ms", over(0)),
        Reading.must("settings that it judged", told.path("settings").size(), "", atLeast(1)),
        Reading.wish("load before it", number(measured.path("load")), "", atMost(cores / 2)),
        Reading.wish(
            named("settings that it would change", changes), changes.size(), "", atMost(0)));
  }

  private static boolean changes(JsonNode setting) {
    return setting
        .path("changes")
        .asBoolean(!setting.path("recommended").asText().equals(setting.path("now").asText()));
  }

  /** {@code monitoring check}. */
  static List<Reading> panels(JsonNode told, int exit) {
    if (!told.isArray() || told.isEmpty()) {
      return List.of();
    }
    long broken = stream(told).filter(p -> p.path("state").asText().equals("broken")).count();
    long empty = stream(told).filter(p -> p.path("state").asText().equals("empty")).count();
    return List.of(
        Reading.plain("questions of the dashboards", told.size(), ""),
        Reading.must("broken", broken, "", atMost(0)),
        Reading.must("empty", empty, "", atMost(0)));
  }

  /** {@code audit verify}. */
  static List<Reading> audit(JsonNode told, int exit) {
    return !told.has("whole")
        ? List.of()
        : List.of(
            Reading.yes("every chain is whole", told.path("whole").asBoolean()),
            Reading.must("records", number(told.path("records")), "", atLeast(1)));
  }

  /** {@code drill promises} and {@code check}: both tell readings by criterion and by name. */
  static List<Reading> figures(JsonNode told, int exit) {
    List<Reading> readings = new ArrayList<>();
    for (JsonNode each : told.path("figures")) {
      String criterion = each.path("criterion").asText("");
      String name = each.path("name").asText();
      double value = number(each.path("value"));
      if (!criterion.isEmpty()) {
        readings.add(Criterion.valueOf(criterion).read(name, value));
      } else if (each.path("ok").isBoolean()) {
        String words = each.path("words").asText("");
        readings.add(
            Reading.yes(name + (words.isEmpty() ? "" : ", " + words), each.path("ok").asBoolean()));
      } else {
        readings.add(Reading.plain(name, value, each.path("unit").asText("")));
      }
    }
    return readings;
  }

  /**
   * {@code config --profile production --strict}. Names stand in the report, values do not: it may
   * be handed on.
   */
  static List<Reading> configuration(JsonNode told, int exit) {
    if (!told.path("warnings").isArray() || !told.path("problems").isArray()) {
      return List.of();
    }
    List<String> unsafe =
        stream(told.path("warnings"))
            .map(each -> each.path("setting").asText())
            .distinct()
            .toList();
    List<String> unknown = stream(told.path("unknown")).map(JsonNode::asText).toList();
    return List.of(
        Reading.yes("held against production", told.path("profile").asText().equals("production")),
        Reading.must("values that are wrong", told.path("problems").size(), "", atMost(0)),
        Reading.must(named("unsafe in production", unsafe), unsafe.size(), "", atMost(0)),
        Reading.must(
            named("variables that are no setting", unknown), unknown.size(), "", atMost(0)));
  }

  private static String named(String what, List<String> names) {
    return names.isEmpty() ? what : what + " (" + String.join(", ", names) + ")";
  }

  /** Commands of others, of which only this is known: an object that may say whether it is well. */
  static List<Reading> ending(JsonNode told, int exit) {
    List<Reading> readings = new ArrayList<>();
    readings.add(Reading.yes("it ends well", exit == 0));
    for (Map.Entry<String, JsonNode> field :
        told.isObject() ? told.properties() : Map.<String, JsonNode>of().entrySet()) {
      if (field.getValue().isNumber() && readings.size() < 8) {
        readings.add(Reading.plain(field.getKey(), field.getValue().asDouble(), ""));
      }
    }
    return readings;
  }

  /** A drill of whichever form. */
  static List<Reading> drillOrEnding(JsonNode told, int exit) {
    List<Reading> readings = new ArrayList<>(drill(told, exit));
    return readings.isEmpty() ? ending(told, exit) : readings;
  }

  static double number(JsonNode node) {
    if (node.isNumber()) {
      return node.asDouble();
    }
    return Double.NaN;
  }

  static double share(JsonNode part, JsonNode whole) {
    return 100 * number(part) / number(whole);
  }

  static java.util.stream.Stream<JsonNode> stream(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false);
  }
}
