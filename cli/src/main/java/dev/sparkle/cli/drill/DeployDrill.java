package dev.sparkle.cli.drill;

import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.deploy.Practice;
import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.fakellm.FakeLlmProcess;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.DatabaseAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Another version is deployed under the load of learners, and taken back. */
@Command(
    name = "deploy",
    description =
        "A version deployed and rolled back under learners, or a bad one that goes back by itself.")
public final class DeployDrill extends DrillRun {

  private static final Manner LEARNERS =
      new Manner(Duration.ofSeconds(15), Duration.ofSeconds(45), 2);

  private static final String OVERRIDE = "configDropins/overrides/drill.xml";

  @Option(
      names = "--learners",
      paramLabel = "N",
      defaultValue = "200",
      description = "who learn at once (default: ${DEFAULT-VALUE})")
  private int learners;

  @Option(
      names = "--hold",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "how long each share is kept (default: ${DEFAULT-VALUE}; deploy: 15 minutes)")
  private int hold;

  @Option(
      names = "--previous",
      paramLabel = "COMMIT",
      description =
          "The old version is this commit, built now; the rollback then runs it on the new schema."
              + " Default: the same build under another name")
  private String previous;

  @Option(
      names = "--bad",
      description = "The new version breaks its answers: it must go back by itself")
  private boolean bad;

  @Option(names = "--without-rollback", description = "Leave the way back out")
  private boolean oneWay;

  /** A drill is shorter than a deployment for learners, and says by how much. */
  @Override
  protected List<String> conditions() {
    return List.of(
        "each share is kept for %d s (deploy: 15 min), the old nodes stand by for %d s (deploy: 1 h)"
            .formatted(shareSeconds(), hold),
        "goes back at: " + Practice.limitsInWords());
  }

  /** A bad version is given longer: it must be found out in its first share. */
  private int shareSeconds() {
    return bad ? hold * 3 : hold;
  }

  @Override
  protected List<String> expects() {
    return bad
        ? List.of(
            "a version whose answers break is found out by its figures, and goes back by itself",
            "meanwhile no request fails, no event and no task is lost")
        : List.of(
            "no request fails, no event and no task is lost",
            "the new version has everything, the old node is emptied and stopped",
            "the rollback does the same the other way round");
  }

  @Override
  protected void play(Stage stage) throws Exception {
    Path root = Home.here().root();
    DrillInstallation installation = stage.installation();
    try (Practice practice =
        new Practice(
            root, installation.folder().resolve("home"), LowPorts.forNodes(8), stage::say)) {
      installation.whenClosed(practice::close);
      String fresh = practice.built();
      String old =
          previous == null
              ? practice.changed(fresh, OVERRIDE, "<server description=\"before\"/>\n")
              : practice.commit(previous);
      stage.say("starting node-1 with " + old);
      practice.start(
          old,
          installation.settings(practice.keys(), Map.of()),
          url(installation.database()),
          installation.redis().url());
      stage.count("seconds each share is kept", shareSeconds());
      stage.count("seconds the old nodes stand by", hold);
      Practice.limits().forEach(stage::count);
      stage.tables(true);
      load(stage, practice);
      stage.goOn(Duration.ofSeconds(10));
      if (bad) {
        bad(stage, practice, fresh);
      } else {
        good(stage, practice, old, fresh);
      }
      stage.settle(operator(practice, practice.nodes().get(0).ports().address()));
      judge(stage, practice);
    }
  }

  private void load(Stage stage, Practice practice) {
    URI front = practice.address();
    List<SparkleClient> operators = List.of(operator(practice, front));
    List<List<SparkleClient>> all = new ArrayList<>();
    SignIn signIn = new SignIn(front, Clock.systemUTC());
    stage.say(learners + " learners sign in");
    for (int each = 0; each < learners; each++) {
      all.add(List.of(signIn.client(signIn.guest())));
    }
    stage.load(
        new TaskLoad(
            stage.history(), operators, Duration.ofMillis(250), task -> task.put("millis", 200)),
        new ChatLoad(stage.history(), all, LEARNERS));
  }

  private static SparkleClient operator(Practice practice, URI address) {
    return SparkleClient.withToken(
        address, OperatorToken.lookup().mint(practice.keys()).orElseThrow());
  }

  private static String url(DatabaseAddress address) {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(
            address.user(), address.password(), address.host(), address.port(), address.database());
  }

  private void good(Stage stage, Practice practice, String old, String fresh) {
    Instant began = stage.act("deploying " + fresh + ", schema " + practice.schema(fresh));
    Practice.Outcome there =
        practice.walk(fresh, false, Duration.ofSeconds(hold), Duration.ofSeconds(hold));
    stage.took("the deployment", Duration.between(began, Instant.now()));
    stage.expect("the new version is live", there.done(), there.done() ? "yes" : there.reason());
    if (there.done() && !oneWay) {
      Instant back = stage.act("rolling back to " + old + ", schema " + practice.schema(old));
      Practice.Outcome again =
          practice.walk(old, true, Duration.ofSeconds(hold), Duration.ofSeconds(hold));
      stage.took("the rollback", Duration.between(back, Instant.now()));
      stage.expect("the old version is live", again.done(), again.done() ? "yes" : again.reason());
    }
    long failed = stage.history().count(Kind.ANSWERED, "failed"::equals);
    stage.expect("answers that failed", failed == 0, Long.toString(failed));
  }

  /** Its model cuts every answer, from when learners come: its trial finds nothing. */
  private void bad(Stage stage, Practice practice, String fresh) throws Exception {
    try (FakeLlmProcess model =
        FakeLlmProcess.start("--tokens", "60", "--tokens-per-second", "20")) {
      String broken =
          practice.changed(
              fresh,
              OVERRIDE,
              "<server><variable name=\"sparkle.llm.base-url\" value=\"%s\"/></server>\n"
                  .formatted(model.baseUrl()));
      Instant[] came = new Instant[1];
      Thread spoiler =
          new Thread(
              () -> {
                // nobody asks it but the trial, until learners come
                stage.await(Duration.ofMinutes(5), () -> questions(model) > 1);
                came[0] = Instant.now();
                spoil(model);
              },
              "spoiler");
      spoiler.setDaemon(true);
      spoiler.start();
      stage.act("deploying a bad version");
      Practice.Outcome end =
          practice.walk(
              broken, false, Duration.ofSeconds(shareSeconds()), Duration.ofSeconds(hold));
      Instant back = Instant.now();
      stage.expect("it went back by itself", !end.done(), end.reason());
      if (came[0] != null) {
        stage.recovered(
            "from its first learner until everything was back", Duration.between(came[0], back));
      }
      stage.goOn(Duration.ofSeconds(5));
    }
  }

  private static long questions(FakeLlmProcess model) {
    try {
      return model.stats().requests();
    } catch (Exception gone) {
      return 0;
    }
  }

  private static void spoil(FakeLlmProcess model) {
    try {
      model.control("{\"cutAfterTokens\": 5}");
    } catch (Exception gone) {
      throw new IllegalStateException(gone);
    }
  }

  private void judge(Stage stage, Practice practice) {
    History history = stage.history();
    long refused = history.count(Kind.REFUSED);
    long unanswered = history.count(Kind.UNANSWERED);
    stage.expect("failed requests of learners", refused == 0, Long.toString(refused));
    stage.expect("tasks without an answer", unanswered == 0, Long.toString(unanswered));
    stage.expect(
        "answers that could not be told again",
        history.count(Kind.REREAD) == 0,
        Long.toString(history.count(Kind.REREAD)));
    stage.expect(
        "lost or doubled events", history.count(Kind.GAP) == 0, "" + history.count(Kind.GAP));
    stage.count("learners", learners);
    stage.count("sockets that were closed under learners", history.count(Kind.MOVED));
    practice.counted().forEach((what, number) -> stage.count(what + " by HAProxy", number));
  }
}
