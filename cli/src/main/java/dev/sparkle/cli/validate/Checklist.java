package dev.sparkle.cli.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The go-live checklist: each tick is a step that passed, or a person's. */
final class Checklist {

  /**
   * A line.
   *
   * @param steps that are its evidence; empty: a person must confirm it
   */
  record Line(String section, String words, List<String> steps) {}

  /** A line with what is known of it. */
  record Tick(Line line, Verdict verdict, String evidence) {}

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
          line(INFRASTRUCTURE, "A new version rolls out under load, and back", "drill-deploy"),
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
          person(SECURITY, "The certificate is the operator's own, not one for development"),
          person(SECURITY, "Guardians and teachers know what reaches them"),
          person(SECURITY, "Data protection was agreed with the school"),
          line(
              MONITORING,
              "Prometheus reaches every node, every panel shows something",
              "monitoring-up",
              "dashboards"),
          line(MONITORING, "Alerts fire and reach a receiver", "alert-rules", "drill-alerts"),
          line(MONITORING, "Traces are whole", "drill-traces"),
          line(MONITORING, "Logs and metrics are complete", "promises"),
          line(MONITORING, "A baseline is kept", "baseline"),
          person(MONITORING, "The alerts' receiver is a phone that somebody answers at night"),
          line(PERFORMANCE, "Tasks: throughput, p95, memory, overhead", "bench-tasks"),
          line(PERFORMANCE, "The layers cost little", "bench-chain"),
          line(PERFORMANCE, "The limit in learners is known", "bench-chat", "bench-load"),
          line(PERFORMANCE, "Nothing grows in a soak", "soak"),
          line(PERFORMANCE, "Settings fit the machine", "tune"),
          person(PERFORMANCE, "The number of learners who will come is below the limit"),
          line(DOCUMENTATION, "Every document is there, every alert has its runbook", "documents"),
          person(DOCUMENTATION, "Who is on call has walked through a runbook"),
          person(DOCUMENTATION, "Roll-back was agreed: who decides, and by when"));

  private Checklist() {}

  private static Line line(String section, String words, String... steps) {
    return new Line(section, words, List.of(steps));
  }

  private static Line person(String section, String words) {
    return new Line(section, words, List.of());
  }

  static List<Line> lines() {
    return LINES;
  }

  /** What is known of each line. */
  static List<Tick> ticks(Map<String, StepResult> results) {
    List<Tick> ticks = new ArrayList<>();
    for (Line line : LINES) {
      if (line.steps().isEmpty()) {
        ticks.add(new Tick(line, Verdict.PERSON, ""));
        continue;
      }
      Verdict verdict = Verdict.PASSED;
      List<String> evidence = new ArrayList<>();
      for (String step : line.steps()) {
        StepResult result = results.get(step);
        Verdict found = result == null ? Verdict.NOT_RUN : result.verdict();
        verdict = verdict.worst(found);
        evidence.add(step + (found == Verdict.PASSED ? "" : " (" + found.words() + ")"));
      }
      ticks.add(new Tick(line, verdict, String.join(", ", evidence)));
    }
    return ticks;
  }
}
