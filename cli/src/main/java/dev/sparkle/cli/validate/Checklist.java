package dev.sparkle.cli.validate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The go-live checklist: each tick is a step that passed, or a person's. */
final class Checklist {

  /**
   * A line.
   *
   * @param steps that are its evidence; empty: a person must confirm it
   * @param apartFrom a criterion that says nothing of this line: missing it alone leaves the tick;
   *     null: none
   * @param needed a figure that must say yes, though its step passes without it; empty: none
   */
  record Line(
      String section, String words, List<String> steps, Criterion apartFrom, String needed) {

    private Line apartFrom(Criterion criterion) {
      return new Line(section, words, steps, criterion, needed);
    }

    private Line needing(String figure) {
      return new Line(section, words, steps, apartFrom, figure);
    }
  }

  /**
   * A line with what is known of it.
   *
   * @param verdict the worst of its steps
   * @param evidence the steps, and beside each what keeps it from being a full one of now
   * @param shortened whether one of them was
   */
  record Tick(Line line, Verdict verdict, String evidence, boolean shortened) {

    /** Whether it is done: nothing less than whole steps that passed. */
    @JsonProperty
    boolean ticked() {
      return verdict == Verdict.PASSED && !shortened;
    }
  }

  private static final String INFRASTRUCTURE = "Infrastructure";
  private static final String SECURITY = "Security";
  private static final String MONITORING = "Monitoring";
  private static final String PERFORMANCE = "Performance";
  private static final String DOCUMENTATION = "Documentation";

  private static final List<Line> LINES =
      List.of(
          line(INFRASTRUCTURE, "Every part is well, migrations are current", "status", "database"),
          line(INFRASTRUCTURE, "Health is told to load balancers", "health"),
          line(INFRASTRUCTURE, "Every test passes", "tests"),
          line(
              INFRASTRUCTURE,
              "Redis, server, worker, database and disk may go away",
              "drill-redis",
              "drill-node",
              "drill-nodes",
              "drill-postgres",
              "drill-disk"),
          line(
              INFRASTRUCTURE,
              "Deadlocks and lack of connections lose nothing",
              "drill-deadlock",
              "drill-pool"),
          line(
              INFRASTRUCTURE,
              "A backup was made, and restored elsewhere",
              "backup",
              "backup-verify",
              "drill-restore"),
          line(
              INFRASTRUCTURE,
              "A new version rolls out under load, and back",
              "drill-deploy",
              "drill-deploy-previous"),
          line(
              INFRASTRUCTURE, "Redis and PostgreSQL fail over", "drill-sentinel", "drill-failover"),
          person(INFRASTRUCTURE, "The production machines are the size that was measured"),
          person(INFRASTRUCTURE, "Backups go to another place than the server"),
          line(SECURITY, "Known attacks are found", "safety-input", "attack"),
          line(SECURITY, "Sensitive data does not leave in answers", "safety-output", "promises"),
          line(SECURITY, "Budgets hold, also against tricks", "promises", "quota-bypass"),
          line(SECURITY, "The five layers are seen at work on this server", "chat"),
          line(SECURITY, "The audit record is whole", "audit"),
          line(SECURITY, "The configuration is safe for production", "config"),
          line(SECURITY, "TLS, headers, limits and listeners are as declared", "harden"),
          line(SECURITY, "No secret is in tree or history", "secrets"),
          line(
              SECURITY,
              "What it is made of is known, and can be made again",
              "sbom",
              "reproducible"),
          person(SECURITY, "The certificate is the operator's own, not one for development"),
          person(SECURITY, "Guardians and teachers know what reaches them"),
          person(SECURITY, "Data protection was agreed with the school"),
          line(
              MONITORING,
              "Prometheus reaches every node, every panel shows something",
              "monitoring-up",
              "dashboards"),
          line(MONITORING, "Alerts fire and reach a receiver", "alert-rules", "drill-alerts")
              .apartFrom(Criterion.ALERT_TIME),
          line(MONITORING, "Traces are whole", "drill-traces"),
          line(MONITORING, "Logs and metrics are complete", "promises"),
          line(MONITORING, "A baseline is kept", "baseline"),
          person(MONITORING, "The alerts' receiver is a phone that somebody answers at night"),
          line(PERFORMANCE, "Tasks: throughput, p95, memory, overhead", "bench-tasks"),
          line(PERFORMANCE, "The layers cost little", "bench-chain"),
          line(PERFORMANCE, "The limit in learners is known", "bench-chat", "bench-load")
              .needing(LoadFigures.LIMIT_FOUND),
          line(PERFORMANCE, "Nothing grows in a soak", "soak"),
          line(PERFORMANCE, "The tuner measured this machine, and told its advice", "tune"),
          person(PERFORMANCE, "The tuner's advice was followed, or left for a reason"),
          person(PERFORMANCE, "The number of learners who will come is below the limit"),
          line(DOCUMENTATION, "Every document is there, every alert has its runbook", "documents"),
          person(DOCUMENTATION, "Who is on call has walked through a runbook"),
          person(DOCUMENTATION, "Roll-back was agreed: who decides, and by when"));

  private Checklist() {}

  private static Line line(String section, String words, String... steps) {
    return new Line(section, words, List.of(steps), null, "");
  }

  private static Line person(String section, String words) {
    return new Line(section, words, List.of(), null, "");
  }

  static List<Line> lines() {
    return LINES;
  }

  /**
   * What is known of each line.
   *
   * @param commit what is checked out; the commit of a result of another one is told
   */
  static List<Tick> ticks(Map<String, StepResult> results, String commit) {
    return LINES.stream().map(line -> tick(line, results, commit)).toList();
  }

  private static Tick tick(Line line, Map<String, StepResult> results, String commit) {
    if (line.steps().isEmpty()) {
      return new Tick(line, Verdict.PERSON, "", false);
    }
    Verdict verdict = Verdict.PASSED;
    boolean shortened = false;
    List<String> evidence = new ArrayList<>();
    for (String step : line.steps()) {
      StepResult result = results.get(step);
      Verdict found = result == null ? Verdict.NOT_RUN : result.verdict();
      List<String> notes = new ArrayList<>();
      if (found == Verdict.MISSED && isMissedAlone(result, line.apartFrom())) {
        notes.add("missed " + line.apartFrom().words() + " alone");
        found = Verdict.PASSED;
      } else if (found != Verdict.PASSED) {
        notes.add(found.words());
      }
      if (result != null) {
        notes.addAll(result.marks(commit));
        shortened |= result.quick();
      }
      verdict = verdict.worst(found);
      evidence.add(step + (notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")"));
    }
    if (verdict == Verdict.PASSED && !line.needed().isEmpty()) {
      verdict = needed(line, results);
      evidence.add(line.needed() + ": " + (verdict == Verdict.PASSED ? "yes" : "no, or not told"));
    }
    return new Tick(line, verdict, String.join(", ", evidence), shortened);
  }

  private static boolean isMissedAlone(StepResult result, Criterion criterion) {
    return criterion != null
        && result.readings().stream()
            .filter(each -> !each.floorKept())
            .allMatch(each -> each.criterion().equals(criterion.name()));
  }

  /** A result of before this figure was told says nothing of it. */
  private static Verdict needed(Line line, Map<String, StepResult> results) {
    return line.steps().stream()
            .flatMap(step -> results.get(step).readings().stream())
            .filter(each -> each.name().equals(line.needed()))
            .anyMatch(Reading::goalKept)
        ? Verdict.PASSED
        : Verdict.NOT_RUN;
  }
}
