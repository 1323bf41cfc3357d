package dev.sparkle.cli.drill;

import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.services.LibertyNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** The only node is killed in the middle of tasks, answers and a batch job, and started again. */
@Command(
    name = "node",
    description =
        "The server killed with -9 and started again: tasks persist, a Jakarta Batch job goes on.")
public final class NodeDrill extends DrillRun {

  private static final Duration STEP = Duration.ofSeconds(6);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final String UNDER_WAY =
      "select count(*) from material where id = '%s' and progress > 0.15 and progress < 0.8";

  private static final String KEPT = "create table drill_chunk as select id from chunk";

  private static final String DONE_AGAIN =
      "select count(*) from drill_chunk where id not in (select id from chunk)";

  /**
   * Of one instance: FAILED with its node (4), and COMPLETED at last (5). A node that is starved
   * stops and resumes it between (3).
   */
  private static final String FAILED_THEN_COMPLETED = "4( [34])* 5";

  private static final String EXECUTIONS =
      """
      select string_agg(e.batchstatus::text, ' ' order by e.jobexecid) from jbatch_jobexecution e
      where e.fk_jobinstanceid = (
        select i.fk_jobinstanceid from jbatch_jobexecution i
        join job_run r on r.execution_id = i.jobexecid
        where r.task_id = (select task_id from material where id = '%s'))
      """;

  private static final String PASSAGES =
      """
      select count(*) || ' ' || count(distinct ordinal) from chunk where material_id = '%s'
      """;

  @Override
  protected List<String> expects() {
    return List.of(
        "no acknowledged task is lost, and what ran starts again when the node is back",
        "the batch job of a material goes on at its checkpoint; what was stored is not done again",
        "answers of the dead node end");
  }

  @Override
  protected void play(Stage stage) throws Exception {
    LibertyNode node = stage.installation().node("node-1");
    stage.nodes(Map.of(), true, List.of(node));
    stage.load(Duration.ofMillis(100), 3, task -> task.put("millis", 200));
    stage.goOn(STEP);
    SparkleClient operator = stage.installation().operator(node);
    String material = operator.upload(new Upload(book(stage), null, null, null)).id();
    boolean underWay = stage.await(PATIENCE, () -> stage.tables().number(UNDER_WAY, material) == 1);
    Map<String, String> environment = node.environment().orElseThrow();
    Instant killed = stage.act("the server is killed with -9");
    node.kill();
    stage.tables().run(KEPT);
    stage.installation().startAgain(node, environment);
    Instant ready = stage.act("the server is ready again");
    boolean settled =
        stage.await(
            PATIENCE, () -> stage.installation().operator(node).material(material).settled());
    stage.goOn(STEP);
    stage.settle();

    Material whole = stage.installation().operator(node).material(material);
    stage.expect("the job was in the middle when the server died", underWay);
    stage.expect(
        "the material is whole", settled && whole.status().equals("ready"), whole.status());
    String passages = stage.tables().text(PASSAGES, material);
    stage.expect(
        "each of its passages is there once",
        passages.equals(whole.chunks() + " " + whole.chunks()),
        whole.chunks() + " passages");
    String again = stage.tables().text(DONE_AGAIN);
    String kept = stage.tables().text("select count(*) from drill_chunk");
    stage.expect("no passage that was stored was done again", again.equals("0"), kept + " kept");
    String executions = stage.tables().text(EXECUTIONS, material);
    stage.expect(
        "the job failed and was restarted", executions.matches(FAILED_THEN_COMPLETED), executions);
    stage.recovered("until the server was ready", Duration.between(killed, ready));
    stage.recovered(
        "until the first acknowledged task", stage.untilFirst(Kind.ACKNOWLEDGED, killed));
    stage.recovered("until the first effect of a task", stage.untilFirst(Kind.EFFECT, killed));
    stage.recovered("until the first words of an answer", stage.untilFirst(Kind.WORDS, killed));
  }

  private static Path book(Stage stage) throws IOException {
    StringBuilder text = new StringBuilder("# A long script\n\n");
    for (int section = 1; section <= 300; section++) {
      text.append("## Part ").append(section).append("\n\n");
      text.append(
          ("The plant of part " + section + " needs light, and its roots take up water. ")
              .repeat(8));
      text.append("\n\n");
    }
    return Files.writeString(stage.installation().folder().resolve("book.md"), text);
  }
}
