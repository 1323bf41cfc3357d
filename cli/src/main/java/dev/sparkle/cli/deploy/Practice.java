package dev.sparkle.cli.deploy;

import dev.sparkle.cli.front.Front;
import dev.sparkle.cli.front.FrontCommand;
import dev.sparkle.cli.front.FrontSettings;
import dev.sparkle.cli.lifecycle.Fleet;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.Live;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.services.Folders;
import dev.sparkle.cli.services.Installation;
import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.NodeSettings;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Removal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Deployments in a drill's installation: what {@code deploy} and {@code rollback} do, by the same
 * code, with other times.
 */
public final class Practice implements AutoCloseable {

  private static final Duration READY = Duration.ofMinutes(4);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** A drill's shares are kept for seconds, so there is less to judge by. */
  private static final int FEWEST = 8;

  /** Seconds. A drill shares its machine with its own load, and is no judge of speed. */
  private static final double SLOW_CALL = 10;

  private static final double SLOW_WORDS = 60;

  private static final Thresholds LIMITS =
      new Thresholds(
          Thresholds.USUAL.errorShare(),
          Thresholds.USUAL.failedShare(),
          SLOW_CALL,
          SLOW_WORDS,
          Thresholds.USUAL.factor(),
          FEWEST);

  /** By what a drill's deployments are judged, and {@code deploy} by default; by what it is. */
  public static Map<String, Long> limits() {
    Map<String, Long> limits = new LinkedHashMap<>();
    limits.put("percent of errors allowed", Math.round(LIMITS.errorShare() * 100));
    limits.put("percent of failed answers allowed", Math.round(LIMITS.failedShare() * 100));
    limits.put("seconds of a call allowed", Math.round(LIMITS.callSeconds()));
    limits.put("seconds to first words allowed", Math.round(LIMITS.firstWordsSeconds()));
    limits.put("fewest to judge by", (long) LIMITS.fewest());
    return limits;
  }

  /** The same as a sentence, beside what {@code deploy} takes for learners. */
  public static String limitsInWords() {
    Thresholds usual = Thresholds.USUAL;
    return String.format(
        Locale.ROOT,
        "%.0f %% of errors, %.0f %% of failed answers (deploy: the same); %.0f s a call, %.0f s to"
            + " first words (deploy: %.0f s, %.0f s); judged from %d on (deploy: %d); alerts are"
            + " not watched",
        LIMITS.errorShare() * 100,
        LIMITS.failedShare() * 100,
        LIMITS.callSeconds(),
        LIMITS.firstWordsSeconds(),
        usual.callSeconds(),
        usual.firstWordsSeconds(),
        LIMITS.fewest(),
        usual.fewest());
  }

  private final Home checkout;
  private final Home home;
  private final NodePorts first;
  private final Fleet fleet;
  private final Front front;
  private final Progress progress;

  /**
   * Nothing runs yet.
   *
   * @param checkout whose builds are deployed, and whose tools are used
   * @param home the drill's
   * @param first ports of the first node; those of others follow
   */
  public Practice(Path checkout, Path home, NodePorts first, Progress progress) {
    this.checkout = new Home(checkout);
    this.home = new Home(home);
    this.first = first;
    this.fleet = Fleet.without(this.home);
    this.front = Front.of(this.home, checkout);
    this.progress = progress;
  }

  /** How a way ended. */
  public record Outcome(boolean done, String reason, List<String> events) {

    public Outcome {
      events = List.copyOf(events);
    }
  }

  /** Where keys lie. */
  public Path keys() {
    return home.keys();
  }

  /** What was built last in the checkout, as a release; its id. */
  public String built() {
    return maker().pack(Installation.of(checkout.root()), "the last build").id();
  }

  /** A commit of the checkout, built now; its id. */
  public String commit(String name) {
    return maker().of(name).id();
  }

  /**
   * The same release with another file in its configuration; its id.
   *
   * @param file below Liberty's configuration folder
   */
  public String changed(String release, String file, String text) throws IOException {
    Release same = Release.require(home, release);
    Path copy = home.folder().resolve("changed");
    Removal.of(copy);
    Folders.copy(same.installation(home).configuration(), copy);
    Path target = copy.resolve("config").resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
    Installation from =
        new Installation(
            Path.of(same.wlp()),
            copy,
            same.installation(home).ear(),
            same.installation(home).jdbcDriver());
    return maker().pack(from, release + " with " + file).id();
  }

  /** The schema of a release. */
  public int schema(String release) {
    return Release.require(home, release).schema();
  }

  /** Starts node-1 with a release, and HAProxy before it. */
  public void start(String release, NodeSettings settings, String databaseUrl, String redisUrl) {
    Fleet.remember(home, databaseUrl, redisUrl);
    Release live = Release.require(home, release);
    NodeRecord record = NodeRecord.foreign("node-1", first);
    record.write(home);
    record.node(home).start(live.installation(home), settings);
    record.node(home).awaitReady(READY, progress);
    makeLive(release);
    front.start(
        new FrontSettings("127.0.0.1", Ports.free(), 0, Optional.empty()),
        FrontCommand.serving(home),
        progress);
  }

  /** From now on {@code up} in the drill's installation starts that release on node-1. */
  public void makeLive(String release) {
    Release live = Release.require(home, release);
    new Live(
            live.id(),
            live.version(),
            live.wlp(),
            List.of("node-1"),
            List.of(),
            Clock.systemUTC().instant().toString())
        .write(home);
  }

  /** Where learners come in. */
  public URI address() {
    return front.address();
  }

  /** The nodes that run. */
  public List<NodeRecord> nodes() {
    return fleet.nodes();
  }

  /** What HAProxy counted of all nodes that it knows now: requests, and errors among them. */
  public Map<String, Long> counted() {
    long requests = front.counts().values().stream().mapToLong(each -> each.requests()).sum();
    long errors = front.counts().values().stream().mapToLong(each -> each.errors()).sum();
    return Map.of("requests", requests, "errors", errors);
  }

  /** Goes to another release. */
  public Outcome walk(String release, boolean rollback, Duration hold, Duration watch) {
    Alarms nobody = new Alarms(home, null, progress::now);
    Way way = new Way(fleet, front, nobody, progress, progress::now, Clock.systemUTC());
    Deployment plan =
        way.plan(
            Release.require(home, Live.read(home).orElseThrow().release()),
            Release.require(home, release),
            rollback,
            false);
    Pace pace = new Pace(hold, watch, Duration.ofSeconds(2), Pace.of(hold, watch).ending());
    Deployment end = way.rollout(plan, LIMITS, pace).run();
    return new Outcome(end.phase() == Phase.DONE, end.reason(), new ArrayList<>(end.events()));
  }

  private ReleaseMaker maker() {
    return new ReleaseMaker(checkout, home, Clock.systemUTC(), progress);
  }

  /** Stops the nodes and HAProxy. */
  @Override
  public void close() {
    fleet.nodes().parallelStream().forEach(each -> fleet.stop(each.name(), CLOSING));
    front.stop();
  }
}
