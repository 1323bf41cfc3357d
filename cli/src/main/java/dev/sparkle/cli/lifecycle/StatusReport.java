package dev.sparkle.cli.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Health;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.PostgresArchive;
import dev.sparkle.cli.services.ProcessMark;
import dev.sparkle.cli.services.Redis;
import dev.sparkle.cli.services.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How every part is at this moment, asked of the parts themselves.
 *
 * @param state "ok", "degraded" or "stopped"
 * @param supervisor what starts a dead node again
 * @param front HAProxy before the nodes; null when none is wanted
 * @param archive of the changes of our PostgreSQL; null when they are not archived
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatusReport(
    String version,
    String state,
    List<Node> nodes,
    Supervision supervisor,
    Service postgresql,
    Service redis,
    Migrations migrations,
    Front front,
    Archive archive) {

  /** Days before the end of its certificate from which on the entrance's line tells of it. */
  static final int SOON = 21;

  /**
   * @param state "ready", "unready" (runs, but a check fails), "silent" (runs, but does not answer)
   *     or "dead" (was started and does not run)
   * @param since ISO 8601 time of its start, null when it does not run
   * @param roles what it does: web, worker
   * @param supervision what the supervisor notes of it, null when it notes nothing
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Node(
      String name,
      String state,
      String address,
      Long pid,
      String since,
      List<String> roles,
      SupervisionRecord.Entry supervision,
      List<Health.Check> checks) {}

  /**
   * The supervisor.
   *
   * @param state "up" or "down"
   * @param since ISO 8601 time of its start, null when it does not run
   * @param restarts of all nodes since they were started by {@code up}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Supervision(String state, Long pid, String since, int restarts) {

    boolean up() {
      return state.equals("up");
    }
  }

  /**
   * @param state "up" or "down"
   * @param own whether Sparkle started it
   * @param answerMicros time of an answer, null when there was none
   * @param reason why it is down
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Service(
      String state, String address, boolean own, String version, Long answerMicros, String reason) {

    boolean up() {
      return state.equals("up");
    }
  }

  /**
   * HAProxy before the nodes.
   *
   * @param state "up" or "down"
   * @param certificateEnds ISO 8601; null when it needs none or shows none
   * @param certificateDays days until then, below 0 when it ended
   * @param supervision what the supervisor notes of it, null when it notes nothing
   * @param reason what is wrong, a sentence; null: nothing
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Front(
      String state,
      String address,
      Long pid,
      String since,
      String certificateEnds,
      Long certificateDays,
      SupervisionRecord.Entry supervision,
      String reason) {

    boolean up() {
      return state.equals("up") && reason == null;
    }

    /** Whether its certificate should be a newer one by now. */
    boolean endsSoon() {
      return certificateDays != null && certificateDays < SOON;
    }
  }

  /**
   * The archive of changes.
   *
   * @param state "up" or "failing"
   * @param reason why it fails and what to do, null when it does not
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Archive(String state, String folder, String reason) {

    boolean up() {
      return state.equals("up");
    }
  }

  static StatusReport of(Home home, Entrance entrance) {
    Optional<SupervisionRecord> noted = SupervisionRecord.read(home);
    List<Node> nodes =
        home.nodeNames().stream()
            .flatMap(n -> NodeRecord.read(home, n).stream())
            .map(r -> node(r, r.node(home), noted.flatMap(n -> n.of(r.name()))))
            .toList();
    Optional<DataServices> data = DataServices.recorded(home);
    boolean something =
        !nodes.isEmpty() || data.filter(d -> d.postgresRuns() || d.redisRuns()).isPresent();
    if (!something || data.isEmpty()) {
      return new StatusReport(
          Home.version(), "stopped", List.of(), null, null, null, null, null, null);
    }
    Migrations[] migrations = new Migrations[1];
    Service postgres = postgres(data.get(), home, migrations);
    Service redis = redis(data.get());
    Supervision supervision = supervision(home, noted);
    return of(
        nodes,
        supervision,
        postgres,
        redis,
        migrations[0],
        front(entrance, noted.map(SupervisionRecord::entrance), Instant.now()),
        data.get().archive().map(StatusReport::archive).orElse(null));
  }

  /** Of its parts: one that is unwell makes it degraded. */
  static StatusReport of(
      List<Node> nodes,
      Supervision supervision,
      Service postgres,
      Service redis,
      Migrations migrations,
      Front front,
      Archive archive) {
    boolean well =
        !nodes.isEmpty()
            && supervision.up()
            && nodes.stream().allMatch(n -> n.state().equals("ready"))
            && postgres.up()
            && redis.up()
            && migrations != null
            && migrations.pending() == 0
            && (front == null || front.up())
            && (archive == null || archive.up());
    return new StatusReport(
        Home.version(),
        well ? "ok" : "degraded",
        nodes,
        supervision,
        postgres,
        redis,
        migrations,
        front,
        archive);
  }

  /** Null when nobody wants one. */
  static Front front(Entrance entrance, Optional<SupervisionRecord.Entry> noted, Instant now) {
    if (!entrance.wanted()) {
      return null;
    }
    Optional<ProcessMark> mark = entrance.running();
    Optional<Instant> ends = mark.flatMap(each -> entrance.certificateEnds());
    String reason = null;
    if (mark.isEmpty()) {
      reason = "Learners cannot come in.";
    } else if (entrance.sealed() && ends.isEmpty()) {
      reason = "It shows no certificate.";
    } else if (ends.filter(now::isAfter).isPresent()) {
      reason = "Its certificate has ended.";
    }
    return new Front(
        mark.isPresent() ? "up" : "down",
        entrance.address().toString(),
        mark.map(ProcessMark::pid).orElse(null),
        mark.flatMap(ProcessMark::since).map(Instant::toString).orElse(null),
        ends.map(Instant::toString).orElse(null),
        ends.map(end -> Duration.between(now, end).toDays()).orElse(null),
        noted.orElse(null),
        reason);
  }

  private static Archive archive(PostgresArchive archive) {
    return archive.folder().map(folder -> archive(archive, folder.toString())).orElse(null);
  }

  private static Archive archive(PostgresArchive archive, String folder) {
    try {
      return archive
          .health()
          .trouble()
          .map(why -> new Archive("failing", folder, why + " " + archive.remedy()))
          .orElse(new Archive("up", folder, null));
    } catch (Trouble away) {
      return new Archive("failing", folder, away.getMessage());
    }
  }

  /** Who answers: "extractive", or the provider of the model; empty when no node tells. */
  Optional<String> model() {
    return nodes.stream()
        .flatMap(n -> n.checks().stream())
        .filter(c -> c.name().equals("model"))
        .map(c -> c.data().getOrDefault("provider", ""))
        .filter(p -> !p.isEmpty())
        .findFirst();
  }

  int exitCode() {
    return switch (state) {
      case "ok" -> ExitCode.OK;
      case "stopped" -> ExitCode.NOT_RUNNING;
      default -> ExitCode.DEGRADED;
    };
  }

  private static Supervision supervision(Home home, Optional<SupervisionRecord> noted) {
    int restarts =
        noted.map(SupervisionRecord::nodes).orElse(List.of()).stream()
            .mapToInt(SupervisionRecord.Entry::restarts)
            .sum();
    Optional<ProcessMark> mark = new SupervisorProcess(home).running();
    return new Supervision(
        mark.isPresent() ? "up" : "down",
        mark.map(ProcessMark::pid).orElse(null),
        mark.flatMap(ProcessMark::since).map(Instant::toString).orElse(null),
        restarts);
  }

  private static Node node(
      NodeRecord record, LibertyNode node, Optional<SupervisionRecord.Entry> noted) {
    List<String> roles = List.copyOf(Roles.parse(record.roles()).names());
    String address = node.ports().address().toString();
    if (!node.running()) {
      return new Node(
          record.name(), "dead", address, null, null, roles, noted.orElse(null), List.of());
    }
    Health health = node.health("/health");
    String state = health.up() ? "ready" : health.reached() ? "unready" : "silent";
    return new Node(
        record.name(),
        state,
        address,
        node.pid().orElse(0),
        node.since().map(Instant::toString).orElse(null),
        roles,
        noted.orElse(null),
        new ArrayList<>(health.checks()));
  }

  private static Service postgres(DataServices data, Home home, Migrations[] migrations) {
    String address = data.ownPostgres() && data.tools().isEmpty() ? "" : data.database().place();
    try {
      Database database = Database.ask(data.database());
      migrations[0] = Migrations.of(data.database(), home);
      return new Service(
          "up",
          address,
          data.ownPostgres(),
          database.version(),
          database.answer().toNanos() / 1000,
          null);
    } catch (Trouble trouble) {
      return new Service("down", address, data.ownPostgres(), null, null, trouble.getMessage());
    }
  }

  private static Service redis(DataServices data) {
    String address = "";
    try {
      // Sentinels that do not answer cannot tell where it is
      address = data.ownRedis() && data.tools().isEmpty() ? "" : data.redis().place();
      Redis redis = Redis.ask(data.redis());
      return new Service(
          "up", address, data.ownRedis(), redis.version(), redis.answer().toNanos() / 1000, null);
    } catch (Trouble trouble) {
      return new Service("down", address, data.ownRedis(), null, null, trouble.getMessage());
    }
  }
}
