package dev.sparkle.cli.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataServicesNamedTest {

  private static final String RECORDED = "postgresql://app:secret@db.example:5433/school";
  private static final String OTHER = "postgresql://app:secret@other.example:5434/college";

  @TempDir private Path root;

  @Test
  void areThoseOfTheLastStartInAShellWithoutTheVariable() {
    record(RECORDED, "redis://cache.example:6380");
    DataServices found = DataServices.named(new Home(root), Map.of());
    assertEquals("db.example:5433", found.database().place());
    assertEquals("redis://cache.example:6380", found.redisUrl());
  }

  @Test
  void areThoseOfTheEnvironmentWhateverTheLastStartUsed() {
    record(RECORDED, null);
    DataServices found = DataServices.named(new Home(root), Map.of("SPARKLE_DATABASE_URL", OTHER));
    assertEquals("other.example:5434", found.database().place());
    assertTrue(found.ownRedis());
  }

  @Test
  void areThoseThatAFileOfTheEnvironmentNames() throws IOException {
    Path file = Files.writeString(root.resolve("url"), OTHER + "\n");
    DataServices found =
        DataServices.named(new Home(root), Map.of("SPARKLE_DATABASE_URL_FILE", file.toString()));
    assertEquals("other.example:5434", found.database().place());
  }

  @Test
  void areOurOwnWhereNothingIsNamedOrRecorded() {
    assertTrue(DataServices.named(new Home(root), Map.of()).ownPostgres());
  }

  @Test
  void areNotRecordedAnewBeforeItIsDone() {
    record(RECORDED, null);
    DataServices named = DataServices.named(new Home(root), Map.of("SPARKLE_DATABASE_URL", OTHER));
    named.rememberFirst();
    assertEquals(RECORDED, recordedUrl());
    named.remember();
    assertEquals(OTHER, recordedUrl());
  }

  private void record(String databaseUrl, String redisUrl) {
    new ServicesRecord(15432, 16379, databaseUrl, redisUrl).write(new Home(root));
  }

  private String recordedUrl() {
    return ServicesRecord.read(new Home(root)).orElseThrow().databaseUrl();
  }
}
