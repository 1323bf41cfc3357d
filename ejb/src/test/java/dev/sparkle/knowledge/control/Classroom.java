package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.knowledge.entity.Acceptance;
import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.Material;
import dev.sparkle.knowledge.entity.Upload;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/** The component put together on a scratch database, as the container would. */
final class Classroom {

  final CurrentSettings settings;
  final Embedders embedders;
  final Materials materials;
  final Ingestion ingestion;
  final Retrieval retrieval;

  Classroom(DataSource database) {
    this(database, MaterialJudge.NOBODY);
  }

  Classroom(DataSource database, MaterialJudge judge) {
    this(database, Duration.ofSeconds(30), new WordEmbedder(), judge);
  }

  Classroom(DataSource database, Duration lease, Embedder embedder) {
    this(database, lease, embedder, MaterialJudge.NOBODY);
  }

  private Classroom(DataSource database, Duration lease, Embedder embedder, MaterialJudge judge) {
    this.settings =
        new CurrentSettings(
            new Settings(
                null,
                new Settings.Retrieval(6, 40, 0.45),
                new Settings.Ingest(1 << 20, 100_000, 100, 200, lease),
                null,
                null,
                null,
                null,
                null,
                null));
    this.embedders = Embedders.only(embedder);
    this.materials = new Materials(database, settings, () -> {});
    this.ingestion =
        new Ingestion(database, embedders, new DocumentReader(Clock.systemUTC()), judge, settings);
    this.retrieval = new Retrieval(database, embedders, settings);
  }

  Material accept(Caller caller, Audience audience, String name, String text) throws IOException {
    return assertInstanceOf(Acceptance.Accepted.class, offer(caller, audience, name, text))
        .material();
  }

  Acceptance offer(Caller caller, Audience audience, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return materials.accept(
        caller, new Upload(name, null, null, audience, new ByteArrayInputStream(bytes)));
  }

  void ingestAll() {
    boolean more = true;
    while (more) {
      more = ingestion.next();
    }
  }
}
