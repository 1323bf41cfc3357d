package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real servers in a scratch folder: {@code ./sparkle test --it -pl cli -am}. */
class DataServicesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  @TempDir private Path folder;
  private PostgresCluster postgres;
  private RedisServer redis;

  @BeforeEach
  void provide() {
    Tools tools = Tools.provide(CHECKOUT, Progress.SILENT);
    postgres = PostgresCluster.in(tools, folder.resolve("postgres"), Ports.free());
    redis = RedisServer.in(tools, folder.resolve("redis"), Ports.free());
  }

  @AfterEach
  void remove() {
    postgres.delete();
    redis.delete();
  }

  @Test
  void findsNearestVectorsAndKeepsThemOverAPowerFailure() throws SQLException {
    postgres.start(PATIENCE, Progress.SILENT);
    try (Connection connection = Database.connect(postgres.address());
        Statement sql = connection.createStatement()) {
      sql.execute("create table v (id int, e vector(3))");
      sql.execute("insert into v values (1, '[1,0,0]'), (2, '[0,1,0]')");
    }
    postgres.kill();
    assertFalse(postgres.running());

    postgres.start(PATIENCE, Progress.SILENT);
    try (Connection connection = Database.connect(postgres.address());
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("select id from v order by e <=> '[0.9,0.1,0]' limit 1")) {
      row.next();
      assertEquals(1, row.getInt(1));
    }
    postgres.stop(PATIENCE);
    assertFalse(postgres.running());
    assertThrows(Trouble.class, () -> Database.ask(postgres.address()));
  }

  @Test
  void startsOnceHoweverOftenItIsAsked() {
    postgres.start(PATIENCE, Progress.SILENT);
    long pid = postgres.pid().orElseThrow();
    postgres.start(PATIENCE, Progress.SILENT);
    assertEquals(pid, postgres.pid().orElseThrow());
    DatabaseAddress other = postgres.createDatabase("other");
    assertFalse(Database.ask(other).pgvector().isEmpty());
  }

  @Test
  void refusesAStrangersPassword() {
    postgres.start(PATIENCE, Progress.SILENT);
    redis.start(PATIENCE, Progress.SILENT);
    DatabaseAddress a = postgres.address();
    Trouble database =
        assertThrows(
            Trouble.class,
            () ->
                Database.ask(
                    new DatabaseAddress(a.host(), a.port(), a.database(), a.user(), "guess")));
    assertEquals("PostgreSQL at " + a.place() + " does not let sparkle in.", database.getMessage());
    RedisAddress r = redis.address();
    assertThrows(
        Trouble.class,
        () -> Redis.ask(new RedisAddress(r.host(), r.port(), "", "guess", 0, false)));
    assertTrue(Redis.ask(r).version().startsWith("7"));
  }

  /** Redis answers some questions, but not all, while it reads its append-only file. */
  @Test
  void waitsUntilRedisHasReadWhatItKept() throws IOException {
    redis.start(PATIENCE, Progress.SILENT);
    try (RedisProbe probe = new RedisProbe(redis.address())) {
      for (int i = 0; i < 10; i++) {
        probe.ask(
            "EVAL",
            "for i = 1, 50000 do redis.call('set', ARGV[1] .. i, 'x') end",
            "0",
            Integer.toString(i));
      }
    }
    redis.stop(PATIENCE);

    redis.start(PATIENCE, Progress.SILENT);

    try (RedisProbe probe = new RedisProbe(redis.address())) {
      assertEquals(List.of("500000"), probe.ask("DBSIZE"));
    }
  }

  @Test
  void namesWhoTookThePort() {
    redis.start(PATIENCE, Progress.SILENT);
    RedisServer second =
        RedisServer.in(
            Tools.provide(CHECKOUT, Progress.SILENT),
            folder.resolve("second"),
            redis.address().port());
    Trouble taken = assertThrows(Trouble.class, () -> second.start(PATIENCE, Progress.SILENT));
    assertEquals(
        "port "
            + redis.address().port()
            + " is taken by process "
            + redis.pid().orElseThrow()
            + " (redis-server).",
        taken.getMessage());
    second.delete();
  }
}
