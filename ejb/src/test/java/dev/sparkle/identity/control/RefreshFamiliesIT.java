package dev.sparkle.identity.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.control.ScratchDatabase;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Families of refresh tokens on PostgreSQL, against a model of them, in random histories. */
class RefreshFamiliesIT {

  private static final int HISTORIES = 60;
  private static final int STEPS = 25;
  private static final Duration LIFETIME = Duration.ofDays(30);

  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** What the model knows of a token. */
  private static final class Token {
    private final String value;
    private final int family;
    private final Instant expires;
    private Instant usedAt;

    Token(String value, int family, Instant expires) {
      this.value = value;
      this.family = family;
      this.expires = expires;
    }
  }

  private final SetClock clock = new SetClock();
  private final RefreshTokens tokens = new RefreshTokens(clock);
  private ScratchDatabase database;
  private Connection connection;

  @BeforeEach
  void open() throws Exception {
    database = new ScratchDatabase();
    connection = database.dataSource().getConnection();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    database.close();
  }

  @Test
  void everyHistoryEndsAsTheModelSays() throws Exception {
    for (int seed = 0; seed < HISTORIES; seed++) {
      history(new Random(seed), "history " + seed);
    }
  }

  private void history(Random random, String name) throws Exception {
    UUID account = database.newCaller(Role.LEARNER).account();
    List<UUID> families = new ArrayList<>();
    List<Boolean> alive = new ArrayList<>();
    List<Token> given = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      String where = name + ", step " + step;
      int what = random.nextInt(10);
      if (given.isEmpty() || what == 0) {
        families.add(UUID.randomUUID());
        alive.add(true);
        given.add(next(account, families, families.size() - 1));
      } else if (what == 1) {
        clock.now = clock.now.plus(Duration.ofSeconds(1 + random.nextInt(15)));
      } else if (what == 2) {
        clock.now = clock.now.plus(Duration.ofDays(random.nextInt(20)));
      } else if (what == 3) {
        Token one = given.get(random.nextInt(given.size()));
        boolean there = tokens.end(connection, one.value).isPresent();
        assertEquals(alive.get(one.family), there, where);
        alive.set(one.family, false);
      } else if (what == 4 && random.nextInt(4) == 0) {
        tokens.endAll(connection, account);
        alive.replaceAll(each -> false);
      } else {
        exchange(account, given.get(random.nextInt(given.size())), families, alive, given, where);
      }
    }
  }

  private void exchange(
      UUID account,
      Token shown,
      List<UUID> families,
      List<Boolean> alive,
      List<Token> given,
      String where)
      throws Exception {
    RefreshTokens.Shown said = tokens.exchange(connection, shown.value);
    if (!alive.get(shown.family) || !shown.expires.isAfter(clock.now)) {
      assertInstanceOf(RefreshTokens.Unknown.class, said, where);
    } else if (shown.usedAt == null
        || shown.usedAt.isAfter(clock.now.minus(RefreshTokens.SAME_MOMENT))) {
      assertEquals(new RefreshTokens.Good(account, families.get(shown.family)), said, where);
      shown.usedAt = shown.usedAt == null ? clock.now : shown.usedAt;
      given.add(next(account, families, shown.family));
    } else {
      assertEquals(new RefreshTokens.Reused(account, families.get(shown.family)), said, where);
      alive.set(shown.family, false);
    }
  }

  private Token next(UUID account, List<UUID> families, int family) throws Exception {
    return new Token(
        tokens.issue(connection, account, families.get(family), LIFETIME),
        family,
        clock.now.plus(LIFETIME));
  }
}
