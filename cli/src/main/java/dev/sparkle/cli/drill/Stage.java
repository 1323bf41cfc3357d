package dev.sparkle.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Where a drill is played: its installation, its load, its history, and what it found so far. */
public final class Stage implements AutoCloseable {

  private static final Duration QUIET = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Progress progress;
  private final History history = new History(Clock.systemUTC());
  private final List<DrillReport.Expectation> expected = new ArrayList<>();
  private final Map<String, Double> recovery = new LinkedHashMap<>();
  private final Map<String, Long> further = new LinkedHashMap<>();
  private final long began = System.nanoTime();
  private final DrillInstallation installation;
  private DrillTables tables;
  private TaskLoad tasks;
  private ChatLoad chat;

  /** With whatever was set up; null: nothing, for tests of what is told. */
  Stage(DrillInstallation installation, Progress progress) {
    this.installation = installation;
    this.progress = progress;
  }

  /** An installation without nodes. */
  static Stage open(Path root, Progress progress) throws IOException {
    return new Stage(DrillInstallation.start(root, progress), progress);
  }

  /** Starts nodes, and makes the tables of the drill. */
  void nodes(Map<String, String> settings, boolean keyedEffects, List<LibertyNode> nodes) {
    installation.start(nodes.get(0), settings); // it migrates
    tables(keyedEffects);
    nodes.stream().skip(1).forEach(node -> installation.start(node, settings));
  }

  /** Makes the tables of the drill, where the drill started its nodes itself. */
  void tables(boolean keyedEffects) {
    tables = new DrillTables(installation.administrator());
    tables.make(keyedEffects);
  }

  /** Begins a load of the drill's own; the tasks by four clients. */
  void load(TaskLoad ofTasks, ChatLoad ofLearners) {
    tasks = ofTasks.start(4);
    chat = ofLearners;
  }

  /**
   * Begins the load.
   *
   * @param pause of each of four clients between two tasks
   * @param learners who ask at once; 0: nobody does
   * @param shape sets what a task does
   */
  void load(Duration pause, int learners, Consumer<ObjectNode> shape) {
    List<SparkleClient> operators =
        installation.nodes().stream().map(installation::operator).toList();
    tasks = new TaskLoad(history, operators, pause, shape).start(4);
    chat = new ChatLoad(history, installation.nodes(), learners);
    say(
        "clients ask for tasks"
            + (learners == 0 ? "" : ", and " + learners + " learners ask questions"));
  }

  /** Lets the load go on. */
  void goOn(Duration time) {
    Pause.of(time);
  }

  /** The drill does something now. */
  Instant act(String words) {
    say(words);
    return history.add(Kind.DRILL, words, "");
  }

  void say(String words) {
    progress.now(words);
  }

  /** Waits; false: it did not come true in time. */
  boolean await(Duration most, BooleanSupplier condition) {
    long end = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Pause.of(LOOK);
    }
    return true;
  }

  /** Nobody asks any more; waits for the last answers. A second time does nothing. */
  void endLoad() {
    tasks.close();
    chat.close();
  }

  /** What was promised after a moment is not held against the server: it was set back to it. */
  void keepUntil(Instant moment) {
    history.removeIf(each -> each.kind() == Kind.ACKNOWLEDGED && each.at().isAfter(moment));
  }

  /** Ends the load, waits until no task is left, and reads what became of all. */
  void settle() {
    LibertyNode node =
        installation.nodes().stream().filter(LibertyNode::running).findFirst().orElseThrow();
    settle(installation.operator(node));
  }

  /**
   * The same, where the drill started its nodes itself.
   *
   * @param operator of a node that runs
   */
  void settle(SparkleClient operator) {
    say("the load ends; waiting for what is left");
    endLoad();
    await(
        QUIET,
        () -> tables.text("select count(*) from task where type = 'task.drill'").equals("0"));
    tables.tell(history);
    readOverRest(operator);
  }

  private void readOverRest(SparkleClient operator) {
    String cursor = "";
    do {
      JsonNode page = operator.call("GET", "admin/tasks?type=task.drill&limit=100" + cursor, null);
      for (JsonNode item : page.path("items")) {
        history.add(Kind.TOLD, item.path("id").asText(), item.path("state").asText());
      }
      String next = page.path("nextCursor").asText("");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
  }

  /** Something is so, or not. */
  void expect(String words, boolean ok) {
    expect(words, ok, ok ? "yes" : "no");
  }

  void expect(String words, boolean ok, String seen) {
    expected.add(new DrillReport.Expectation(words, ok, seen));
  }

  /** Something takes no longer than that. */
  void expectWithin(String words, Duration most, Duration seen) {
    expect(words, seen.compareTo(most) <= 0, seconds(seen));
  }

  /** While a part is away, answers begin, and no answer of the drill ends otherwise than well. */
  void expectAnswers(Instant from, Instant to) {
    long began = history.countBetween(Kind.WORDS, from, to);
    expect("answers begin meanwhile", began > 0, began + " did");
    long failed = history.count(Kind.ANSWERED, end -> !end.equals("done"));
    expect("every answer ends well", failed == 0, failed + " did not");
  }

  void recovered(String what, Duration after) {
    recovery.put(what, after.toMillis() / 1000.0);
  }

  /** How long planned work took: a figure, which no limit of a recovery is held against. */
  void took(String what, Duration time) {
    count("seconds of " + what, time.toSeconds());
  }

  /** Seconds, by what came back. */
  Map<String, Double> recovery() {
    return Map.copyOf(recovery);
  }

  /** Figures beside those of every drill. */
  Map<String, Long> figures() {
    return Map.copyOf(further);
  }

  /** A figure beside those of every drill. */
  void count(String what, long number) {
    further.put(what, number);
  }

  /**
   * From a moment to the first of a kind; an hour if there is none, which no expectation allows.
   */
  Duration untilFirst(Kind kind, Instant from) {
    return history.untilFirst(kind, from).orElse(Duration.ofHours(1));
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  DrillInstallation installation() {
    return installation;
  }

  DrillTables tables() {
    return tables;
  }

  History history() {
    return history;
  }

  /**
   * What was found.
   *
   * @param broken null: nothing was broken on purpose; else the checker must find a breach of this
   */
  DrillReport report(String drill, Breakage broken) {
    List<Breach> breaches = HistoryChecker.check(history.all());
    boolean ok =
        broken == null
            ? breaches.isEmpty() && expected.stream().allMatch(DrillReport.Expectation::ok)
            : breaches.stream().anyMatch(each -> each.rule() == broken.rule());
    return new DrillReport(
        drill,
        broken == null ? null : broken.label(),
        ok,
        List.copyOf(expected),
        recovery,
        counts(),
        breaches.stream().limit(DrillReport.SHOWN).toList(),
        breaches.size(),
        DrillReport.byRule(breaches),
        Math.round((System.nanoTime() - began) / 1e8) / 10.0);
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("tasks acknowledged", history.count(Kind.ACKNOWLEDGED));
    counts.put("without an answer", history.count(Kind.UNANSWERED));
    counts.put("ended", history.count(Kind.ENDED));
    counts.put("effects", history.count(Kind.EFFECT));
    counts.put("attempts repeated", (long) tables.number(REPEATED));
    counts.put("questions accepted", history.countSubjects(Kind.ACCEPTED));
    counts.put(
        "accepted once more, on another socket",
        history.count(Kind.ACCEPTED) - history.countSubjects(Kind.ACCEPTED));
    counts.put("answers done", history.count(Kind.ANSWERED, "done"::equals));
    counts.put("answers failed", history.count(Kind.ANSWERED, "failed"::equals));
    counts.put(
        "answers stopped or blocked",
        history.count(Kind.ANSWERED, end -> !end.equals("done") && !end.equals("failed")));
    counts.putAll(further);
    return counts;
  }

  private static final String REPEATED =
      "select sum(attempt - 1) from task_done where type = 'task.drill'";

  @Override
  public void close() {
    installation.close();
  }
}
