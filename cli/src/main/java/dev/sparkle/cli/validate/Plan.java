package dev.sparkle.cli.validate;

import static dev.sparkle.cli.validate.CommandWork.byExit;
import static dev.sparkle.cli.validate.CommandWork.judging;
import static dev.sparkle.cli.validate.CommandWork.measuring;
import static dev.sparkle.cli.validate.Step.Place.HERE;
import static dev.sparkle.cli.validate.Step.Place.OWN;
import static dev.sparkle.cli.validate.Step.Place.SERVER;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The go-live plan of four days. */
final class Plan {

  private static final String SAFETY = "ejb/src/test/resources/safety/";

  private final List<Step> steps;

  Plan(List<Step> steps) {
    if (steps.stream().map(Step::id).distinct().count() != steps.size()) {
      throw new IllegalArgumentException("two steps of one id");
    }
    this.steps = List.copyOf(steps);
  }

  /** The whole plan, in the order in which it is carried out. */
  static Plan shipped() {
    List<Step> all = new ArrayList<>();
    all.addAll(integration());
    all.addAll(load());
    all.addAll(monitoring());
    all.addAll(goLive());
    return new Plan(all);
  }

  List<Step> steps() {
    return steps;
  }

  /**
   * The steps that are wanted.
   *
   * @param days empty: all
   * @param only ids, with {@code *} at the end for all that begin so; empty: all
   * @param skip likewise; wins
   * @throws IllegalArgumentException if a pattern means no step
   */
  List<Step> wanted(Set<Day> days, List<String> only, List<String> skip) {
    only.forEach(this::requireMeaning);
    skip.forEach(this::requireMeaning);
    return steps.stream()
        .filter(step -> days.isEmpty() || days.contains(step.day()))
        .filter(step -> only.isEmpty() || matches(only).test(step.id()))
        .filter(step -> !matches(skip).test(step.id()))
        .toList();
  }

  private void requireMeaning(String pattern) {
    if (steps.stream().noneMatch(step -> matches(List.of(pattern)).test(step.id()))) {
      throw new IllegalArgumentException(
          "there is no step " + pattern + "; ./sparkle validate --list tells them");
    }
  }

  private static Predicate<String> matches(List<String> patterns) {
    return id ->
        patterns.stream()
            .anyMatch(
                pattern ->
                    pattern.endsWith("*")
                        ? id.startsWith(pattern.substring(0, pattern.length() - 1))
                        : id.equals(pattern));
  }

  private static Step step(
      String id, Day day, Step.Place place, String title, String proves, Work work) {
    return new Step(id, day, title, proves, place, work);
  }

  private static List<Step> integration() {
    Day day = Day.DAY1;
    return List.of(
        step(
            "tests",
            day,
            OWN,
            "full test suites",
            "every test passes, of units and of servers",
            new TestsWork("test", false, Duration.ofMinutes(60))),
        step(
            "up",
            day,
            HERE,
            "build and start",
            "one command builds and starts it all",
            byExit("up")),
        step(
            "status",
            day,
            HERE,
            "service health and versions",
            "every part is well, migrations are current and none is pending",
            judging("status", Readers::status)),
        step(
            "database",
            day,
            HERE,
            "PostgreSQL with vectors",
            "the extension finds the nearest vector, its indexes are there and valid",
            new DatabaseProbe()),
        step(
            "health",
            day,
            SERVER,
            "health over HTTP",
            "load balancers are told that it lives and is ready",
            new HealthProbe()),
        step(
            "safety-input",
            day,
            OWN,
            "layer 1 on known attacks",
            "attacks of every known family are found, ordinary texts pass",
            measuring(
                "safety eval "
                    + SAFETY
                    + "known-attacks.jsonl "
                    + SAFETY
                    + "ordinary-material.jsonl",
                Readers::detection)),
        step(
            "safety-output",
            day,
            OWN,
            "layer 4 on held-out answers",
            "sensitive data in answers is found, ordinary answers pass",
            measuring("safety eval " + SAFETY + "held-out", Readers::scanning)),
        step(
            "promises",
            day,
            OWN,
            "budgets, masked answers, tracked tasks, logs, metrics",
            "what is promised of every call holds of every one: quota, output validation, tracking,"
                + " log lines with their ids, metrics as documented",
            judging("drill promises", Readers::figures)),
        step(
            "quota-bypass",
            day,
            OWN,
            "attempts to get round the budget",
            "hundreds of attempts over many sockets of two nodes, with Redis killed, get no more"
                + " than there is",
            new TestsWork(
                "test --long --it -pl ear -am"
                    + " -Dit.test=BypassOverSocketsIT,BudgetsIT"
                    + " -Dfailsafe.failIfNoSpecifiedTests=false",
                false,
                Duration.ofMinutes(15))),
        step(
            "chat",
            day,
            SERVER,
            "a conversation, end to end",
            "questions are answered, and each of the five layers is seen at work",
            new ChatProbe()),
        step(
            "streaming",
            day,
            SERVER,
            "a stream, lost and resumed",
            "an answer goes on where it was when the socket is lost",
            new StreamProbe()),
        step(
            "tasks",
            day,
            SERVER,
            "tasks made and tracked",
            "each task is told about from its making to its end",
            new MaterialProbe()));
  }

  private static List<Step> load() {
    Day day = Day.DAY2;
    List<Step> steps = new ArrayList<>();
    steps.add(
        step(
            "bench-tasks",
            day,
            OWN,
            "the task queue under ten kinds of stress",
            "throughput, p95, memory, overhead and success of tasks",
            measuring("bench tasks", Readers::tasks).quickly("bench tasks --only 1,4,5,6,7,8")));
    steps.add(
        step(
            "bench-chain",
            day,
            OWN,
            "what the five layers cost",
            "the way in through all layers, on the node's own clock",
            measuring("bench chain", Readers::chain)
                .quickly("bench chain --seconds 30 --layers all")));
    steps.add(
        step(
            "bench-chat",
            day,
            OWN,
            "idle sockets and streams",
            "how many learners one node holds",
            measuring("bench chat", Readers::chat)
                .quickly(
                    "bench chat --sockets 1000 --idle-seconds 30 --streams 10,50 --seconds 10"
                        + " --tokens 200 --slow 2")));
    steps.add(
        step(
            "bench-load",
            day,
            OWN,
            "realistic learners, until a limit",
            "how many learners who think, read, hand in, are quizzed and lose the network it bears",
            measuring("bench load", LoadFigures::read)
                .quickly("bench load --learners 10,30,60 --seconds 20")
                .with(Plan::kept)));
    steps.add(
        step(
            "soak",
            day,
            OWN,
            "a soak",
            "memory, handles, threads and bloat of tables stay flat",
            judging("bench load --soak 30m", LoadFigures::read)
                .quickly("bench load --soak 3m --soak-learners 10")
                .with(Plan::kept)));
    steps.add(
        step(
            "tune",
            day,
            OWN,
            "the tuner",
            "what this machine can do, and what it would set",
            measuring("tune", Readers::tune)));
    for (String[] drill :
        new String[][] {
          {"redis", "Redis lost and back", "answers and tasks go on without Redis"},
          {"node", "the server killed and started again", "tasks, answers and jobs survive"},
          {"nodes", "one of two nodes killed", "the other takes over at once"},
          {"postgres", "PostgreSQL restarted and killed", "no acknowledged task is lost"},
          {"deadlock", "deadlocks", "what was in each other's way is tried again"},
          {"pool", "no connection left", "requests are refused and not lost"},
          {"disk", "a full disk", "tasks and answers go on while no line can be logged"}
        }) {
      CommandWork work = judging("drill " + drill[0], Readers::drill);
      steps.add(step("drill-" + drill[0], day, OWN, drill[1], drill[2], work));
    }
    steps.add(
        step(
            "drill-check",
            day,
            OWN,
            "the checker checked",
            "what judges the drills notices a part that was broken on purpose",
            judging("drill check", Readers::drills).notQuickly("it plays two drills more")));
    steps.add(
        step(
            "attack",
            day,
            OWN,
            "attack simulation",
            "attacks over real sockets on a model that obeys reach no learner",
            measuring("safety attack " + SAFETY + "known-attacks.jsonl", Readers::attack)));
    return steps;
  }

  /** What it measured so far is there even if it is cut off. */
  private static List<String> kept(Scene scene) {
    Path file = scene.folder().resolve("evidence").resolve(scene.id() + ".json");
    return List.of("--kept", file.toString());
  }

  private static List<Step> monitoring() {
    Day day = Day.DAY3;
    return List.of(
        step(
            "monitoring-up",
            day,
            HERE,
            "Prometheus, Alertmanager, Zipkin",
            "the monitoring starts and reaches every node",
            byExit("monitoring up")),
        step(
            "dashboards",
            day,
            HERE,
            "every panel of the dashboards",
            "each question of each panel is answered, with Grafana's own rights",
            judging("monitoring check --load", Readers::panels)),
        step(
            "alert-rules",
            day,
            OWN,
            "alert rules",
            "promtool sees each rule fire, stay silent and resolve",
            new TestsWork(
                "test --it -pl cli -am -Dit.test=MonitoringRulesIT"
                    + " -Dfailsafe.failIfNoSpecifiedTests=false",
                true,
                Duration.ofMinutes(10))),
        step(
            "drill-alerts",
            day,
            OWN,
            "alerts, made to fire",
            "each alert travels through a real Prometheus and Alertmanager to a receiver",
            measuring("drill alerts", Readers::alerts)
                .quickly("drill alerts --only RedisDown,DeadLetters,SecurityBreachAttempt")
                .within(Duration.ofMinutes(60))),
        step(
            "drill-traces",
            day,
            OWN,
            "traces, followed",
            "chats, tasks and errors are whole traces in a real Zipkin, across two nodes",
            judging("drill traces", Readers::traces).quickly("drill traces --chats 5 --tasks 3")),
        step(
            "audit",
            day,
            HERE,
            "the audit record",
            "no record was changed or is missing",
            judging("audit verify", Readers::audit)),
        step(
            "baseline",
            day,
            HERE,
            "the monitoring's baseline",
            "the main figures of a good day are kept for the daily check",
            judging("check baseline", Readers::figures)));
  }

  private static List<Step> goLive() {
    Day day = Day.DAY4;
    return List.of(
        step(
            "config",
            day,
            HERE,
            "configuration review",
            "every value is valid, none is unsafe in production, every variable is a setting",
            ProductionWork.of(
                judging("config --profile production --strict", Readers::configuration),
                judging("drill production --config-only", ProductionWork::figures))),
        step(
            "harden",
            day,
            HERE,
            "TLS, headers, limits, listeners",
            "each rule of hardening is tested against a server in production",
            ProductionWork.of(
                judging("harden check", Readers::ending),
                judging("drill production", ProductionWork::figures))),
        step(
            "secrets",
            day,
            HERE,
            "secrets scan",
            "no secret stands in tree or history",
            judging("harden secrets", Readers::ending)),
        step(
            "sbom",
            day,
            OWN,
            "parts and licences",
            "what it is made of is written down, and every library says its licence",
            judging("harden sbom", Readers::ending)),
        step(
            "reproducible",
            day,
            OWN,
            "reproducible build",
            "two builds of what is committed make the same archives, byte by byte",
            judging("harden reproducible", Readers::ending)
                .notQuickly("it builds everything twice")),
        step(
            "backup",
            day,
            HERE,
            "backup",
            "a consistent backup with its manifest",
            judging("backup", Readers::ending)),
        step(
            "backup-verify",
            day,
            HERE,
            "the backup, restored",
            "a scratch cluster made of it has the same counts and checksums",
            judging("backup verify", Readers::ending)),
        step(
            "drill-restore",
            day,
            OWN,
            "restore to a moment",
            "point-in-time recovery comes back to the moment that was named",
            judging("drill restore", Readers::drillOrEnding)),
        step(
            "drill-deploy",
            day,
            OWN,
            "blue-green under load",
            "a new version takes over without a failed request or a lost event",
            judging("drill deploy", Readers::drillOrEnding)),
        step(
            "drill-deploy-previous",
            day,
            OWN,
            "the version before, on the new schema",
            "the last version of the former schema rolls forward, and back onto the new schema",
            new FormerSchemaWork(
                judging("drill deploy --previous", Readers::drillOrEnding)
                    .notQuickly("it builds the version before and deploys twice")
                    .within(Duration.ofMinutes(60)))),
        step(
            "drill-sentinel",
            day,
            OWN,
            "Redis fails over",
            "a real Sentinel set changes its primary",
            judging("drill sentinel", Readers::drillOrEnding)),
        step(
            "drill-failover",
            day,
            OWN,
            "PostgreSQL fails over",
            "a real streaming replica is promoted",
            judging("drill failover", Readers::drillOrEnding)),
        step(
            "documents",
            day,
            OWN,
            "documents",
            "every alert has its runbook, every document is there and no link leads nowhere",
            new DocumentsProbe()),
        step(
            "hour1",
            day,
            HERE,
            "the first hour's check",
            "services, tasks, metrics and alerts after going live",
            judging("check hour1", Readers::figures)),
        step(
            "hour4",
            day,
            HERE,
            "the fourth hour's check",
            "a hundred messages: throughput, latency, resources, errors, log",
            judging("check hour4", Readers::figures)),
        step(
            "people",
            day,
            HERE,
            "what only people know",
            "somebody is on call, and has agreed to go live",
            new PeopleWork()));
  }
}
