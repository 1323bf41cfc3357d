package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.Installation;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodeSettings;
import dev.sparkle.cli.services.Redis;
import dev.sparkle.cli.services.Surroundings;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.Figures;
import dev.sparkle.cli.terminal.Step;
import dev.sparkle.cli.terminal.StepBoard;
import dev.sparkle.cli.terminal.Terminal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The way from a checkout to a ready installation. Each step finds out what is there already. */
final class Startup {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Home home;
  private final OperatorSettings settings;
  private final String environment;
  private final Optional<CourseLoader> course;
  private final List<NodeRecord> nodes;
  private final String sources;
  private final DataServices data;

  /** The release that deploy has put there, if it has. */
  private final Optional<Live> live;

  private final Entrance entrance;

  Startup(
      Home home,
      Entrance entrance,
      OperatorSettings settings,
      String environment,
      int wanted,
      int workers,
      Optional<CourseLoader> course) {
    this.home = home;
    this.entrance = entrance;
    this.settings = settings;
    this.environment = environment;
    this.course = course;
    live = Underway.live(home);
    sources =
        live.map(each -> Live.sources(each.release()))
            .orElseGet(() -> new Sources(home.root()).fingerprint());
    data = DataServices.chosen(home, settings);
    nodes =
        new WantedNodes(home, settings, environment, sources, live, leftOut(home))
            .choose(wanted, workers);
  }

  private static Set<String> leftOut(Home home) {
    return Underway.read(home).map(Underway::leftOut).orElse(Set.of());
  }

  /** For tests. */
  List<NodeRecord> nodes() {
    return nodes;
  }

  private Installation installation() {
    return live.map(each -> each.installation(home)).orElseGet(() -> Installation.of(home.root()));
  }

  /** Says so and tells how it stands, when everything wanted runs. */
  Optional<UpReport> alreadyUp(Terminal terminal) {
    for (NodeRecord record : nodes) {
      if (!record.node(home).running() || !record.node(home).health("/health/ready").up()) {
        return Optional.empty();
      }
    }
    if (!data.run() || entrance.wanted() && entrance.running().isEmpty()) {
      return Optional.empty();
    }
    boolean unwatched = new SupervisorProcess(home).start();
    Outdated outdated = new Outdated(nodes, sources, environment, settings.digests());
    terminal
        .out()
        .println(
            "Sparkle "
                + nodes.get(0).version()
                + " is running ("
                + Nodes.words(home, nodes)
                + "). "
                + outdated.words()
                + (unwatched ? "\nIts supervisor did not run; it watches the nodes again." : ""));
    return Optional.of(
        report(
            "running",
            outdated.any(),
            Migrations.of(data.database(), home),
            entrance.wanted() ? "up" : null));
  }

  /**
   * @throws Told when something is in the way; the rollback then holds what was started
   */
  UpReport perform(StepBoard board, Terminal terminal, Rollback rollback) {
    terminal
        .out()
        .println(
            "Sparkle "
                + Home.version()
                + "  ·  everything goes into "
                + home.show(home.folder())
                + " (remove with: ./sparkle down --purge)\n");
    List<NodeRecord> missing = nodes.stream().filter(n -> !n.node(home).running()).toList();
    checkGround(board, missing);
    Together.run(List.of(() -> build(board), () -> startData(board, rollback)));
    startNodes(board, rollback, missing);
    supervise(board, rollback);
    String letIn = letIn(board);
    Migrations migrations = migrate(board);
    course.ifPresent(loader -> loadCourse(board, loader));
    board.close();
    terminal
        .out()
        .println(
            Closing.words(
                page(),
                operators(),
                course.isPresent(),
                adminCenter(),
                KeptSettings.below(home, Surroundings.environment())));
    Guise.warning(environment).ifPresent(words -> terminal.out().println("\n" + words));
    return report("started", false, migrations, letIn);
  }

  private boolean isProduction() {
    return front().environment().equals("production");
  }

  /** Where learners go. */
  private URI page() {
    if (entrance.wanted() && entrance.running().isPresent()) {
      return entrance.address();
    }
    return isProduction() ? front().ports().secureAddress() : front().ports().address();
  }

  /** Where operators go. */
  private URI operators() {
    return front().ports().address().resolve("/ops");
  }

  private String adminCenter() {
    if (!NodeSettings.wantsAdminCenter(System.getenv())) {
      return "";
    }
    String password =
        Surroundings.environment().get("SPARKLE_ADMIN_CENTER_PASSWORD") == null
            ? "password in " + home.show(NodeSettings.adminCenterPassword(home.keys()))
            : "with your password";
    return "%s   (as %s, %s)"
        .formatted(
            isProduction()
                ? "https://localhost:" + front().ports().managementSecure() + "/adminCenter"
                : front().ports().secureAddress().resolve("/adminCenter"),
            NodeSettings.adminCenterUser(System.getenv()),
            password);
  }

  private void checkGround(StepBoard board, List<NodeRecord> missing) {
    Told.step(
        board,
        "Java and Maven",
        step -> {
          step.named(
                  "Java "
                      + System.getProperty("java.version")
                      + ", Maven "
                      + new Maven(home).version())
              .done("", "");
        });
    missing.forEach(
        node -> {
          try {
            node.ports().requireFree();
          } catch (Trouble taken) {
            board.begin("Open Liberty").failed(taken);
            throw Told.of(taken);
          }
        });
    try {
      data.check();
    } catch (Trouble unusable) {
      board.begin("PostgreSQL and Redis").failed(unusable);
      throw Told.of(unusable);
    }
  }

  private void build(StepBoard board) {
    Told.step(
        board,
        "build",
        step -> {
          if (live.isPresent()) {
            step.done("none: release " + live.get().release(), "./sparkle deploy brings another");
            return;
          }
          step.done(
              new Build(home)
                  .ensure(step)
                  .map(modules -> Figures.counted(modules, "module", "modules"))
                  .orElse("up to date"),
              "");
        });
  }

  private void startData(StepBoard board, Rollback rollback) {
    Told.step(
        board,
        "PostgreSQL",
        step -> {
          boolean there = data.tools().isPresent();
          boolean provided = data.provide(step).isPresent() && !there;
          data.remember();
          Database database = data.startPostgres(step, rollback);
          step.named("PostgreSQL " + database.version() + " + pgvector " + database.pgvector())
              .done(
                  data.database().place(),
                  provided ? "built once for this machine" : yours(data.ownPostgres()));
        });
    Told.step(
        board,
        "Redis",
        step -> {
          Redis redis = data.startRedis(step, rollback);
          step.named("Redis " + redis.version()).done(data.redis().place(), yours(data.ownRedis()));
        });
  }

  /**
   * The first node alone: it migrates the database and makes the keys. Then the others together.
   */
  private void startNodes(StepBoard board, Rollback rollback, List<NodeRecord> missing) {
    String title = ("Open Liberty " + Installation.of(home.root()).version()).strip();
    List<NodeRecord> running = nodes.stream().filter(n -> !missing.contains(n)).toList();
    running.forEach(n -> awaitNode(board, title, n));
    if (missing.isEmpty()) {
      return;
    }
    startNode(board, rollback, title, missing.get(0));
    List<Runnable> others =
        missing.stream()
            .skip(1)
            .<Runnable>map(n -> () -> startNode(board, rollback, title, n))
            .toList();
    if (!others.isEmpty()) {
      Together.run(others);
    }
  }

  /** One that runs and is not ready yet, such as one that the supervisor just started again. */
  private void awaitNode(StepBoard board, String title, NodeRecord record) {
    LibertyNode node = record.node(home);
    if (!node.health("/health/ready").up()) {
      Told.step(
          board,
          title,
          step -> {
            node.awaitReady(READY, step);
            step.done(record.name() + ", ready", "");
          });
    }
  }

  private void supervise(StepBoard board, Rollback rollback) {
    SupervisorProcess supervisor = new SupervisorProcess(home);
    if (supervisor.running().isPresent()) {
      return;
    }
    Told.step(
        board,
        "supervisor",
        step -> {
          rollback.start(supervisor::start, supervisor::stop);
          step.done("restarts a dead node", "");
        });
  }

  /**
   * The nodes stay where it does not start: the supervisor tries again.
   *
   * @return "up" or "down"; null where none is wanted
   */
  private String letIn(StepBoard board) {
    if (!entrance.wanted()) {
      return null;
    }
    Step step = board.begin("HAProxy");
    try {
      boolean fresh = entrance.start(System.getenv(), step);
      step.done(fresh ? "ready" : "runs", entrance.address().toString());
      return "up";
    } catch (Trouble trouble) {
      step.failed(trouble);
      return "down";
    }
  }

  private void startNode(StepBoard board, Rollback rollback, String title, NodeRecord record) {
    LibertyNode node = record.node(home);
    NodeSettings given =
        new NodeSettings(
            data.database(),
            data.redisUrl(),
            home.keys(),
            environment,
            settings.ofEachNode(
                KeptSettings.forNodes(home, Map.of("SPARKLE_ROLES", record.roles())),
                System.getenv()));
    Told.step(
        board,
        title,
        step -> {
          rollback.start(
              () -> {
                record.write(home);
                node.start(installation(), given);
              },
              () -> {
                node.stop(STOP);
                NodeRecord.forget(home, record.name());
              });
          node.awaitReady(READY, step);
          step.done(record.name() + ", ready", "");
        });
  }

  private Migrations migrate(StepBoard board) {
    Migrations[] found = new Migrations[1];
    Told.step(
        board,
        "migrations",
        step -> {
          found[0] = Migrations.of(data.database(), home);
          step.done(found[0].words(), "");
        });
    return found[0];
  }

  private void loadCourse(StepBoard board, CourseLoader loader) {
    Told.step(
        board,
        "sample course",
        step -> step.done(loader.load(front().ports().address(), step), ""));
  }

  /** The node that is shown to people. */
  private NodeRecord front() {
    return nodes.stream().filter(n -> Roles.parse(n.roles()).web()).findFirst().orElseThrow();
  }

  private UpReport report(
      String state, boolean outdated, Migrations migrations, String entranceState) {
    String address = front().ports().address().toString();
    return new UpReport(
        nodes.get(0).version(),
        state,
        address,
        nodes.stream().map(n -> n.name() + " " + n.ports().address()).toList(),
        outdated,
        migrations,
        entranceState);
  }

  private static String yours(boolean own) {
    return own ? "" : "yours";
  }
}
