package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  @Test
  void readsUserPasswordAndPlace() {
    DatabaseAddress address =
        DatabaseAddress.parse(
            "postgresql://tina:p%40ss%2F+1@db.example:6432/school?sslmode=require");
    assertEquals(
        new DatabaseAddress(
            "db.example", 6432, "school", "tina", "p@ss/+1", Map.of("sslmode", "require")),
        address);
    assertEquals("jdbc:postgresql://db.example:6432/school?sslmode=require", address.jdbcUrl());
    assertEquals("require", address.libpqEnvironment().get("PGSSLMODE"));
  }

  @Test
  void readsJdbcUrlWithAccountAsOptions() {
    DatabaseAddress address =
        DatabaseAddress.parse(
            "jdbc:postgresql://db.example/school?user=tina&password=a%26b&ssl=true");
    assertEquals(
        new DatabaseAddress("db.example", 5432, "school", "tina", "a&b", Map.of("ssl", "true")),
        address);
    assertEquals("jdbc:postgresql://db.example:5432/school?ssl=true", address.jdbcUrl());
  }

  @Test
  void takesTheUsersNameForAMissingDatabase() {
    assertEquals("tina", DatabaseAddress.parse("postgres://tina@db.example").database());
  }

  @Test
  void keepsBracketsAroundAddressesOfIpv6() {
    assertEquals(
        "jdbc:postgresql://[::1]:5432/d",
        DatabaseAddress.parse("postgresql://u:p@[::1]/d").jdbcUrl());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:p@h/d",
        "postgresql://h/d",
        "postgresql://u:p#w@h/d",
        "postgresql://u:p@h1,/d",
        "nonsense",
        "",
        "postgresql://u:p w@h/d"
      })
  void refusesWhatItCannotReadWithARemedy(String url) {
    Trouble trouble = assertThrows(Trouble.class, () -> DatabaseAddress.parse(url));
    assertEquals(ExitCode.SERVICE, trouble.exitCode());
    assertEquals("Write it as postgresql://user:password@host:5432/database.", trouble.remedy());
  }

  @Test
  void neverShowsThePassword() {
    assertFalse(DatabaseAddress.parse("postgresql://u:hidden@h/d").toString().contains("hidden"));
    assertFalse(RedisAddress.parse("redis://:hidden@h").toString().contains("hidden"));
  }

  @Test
  void readsRedisUrls() {
    assertEquals(
        new RedisAddress("h", 6379, "", "p@w", 0, false), RedisAddress.parse("redis://:p%40w@h"));
    assertEquals(
        new RedisAddress("h", 7000, "u", "p", 2, true),
        RedisAddress.parse("rediss://u:p@h:7000/2"));
    assertThrows(Trouble.class, () -> RedisAddress.parse("http://h"));
    assertThrows(Trouble.class, () -> RedisAddress.parse("redis://h/x"));
  }

  @Test
  void knowsSeveralPlacesAndLooksForThePrimary() {
    DatabaseAddress address =
        DatabaseAddress.parse(
            "postgresql://tina:p%40w,d@a:5433,b,[::1]:5434/school?sslmode=require");
    assertEquals("a:5433,b:5432,[::1]:5434", address.place());
    assertEquals("p@w,d", address.password());
    assertEquals(
        "jdbc:postgresql://a:5433,b:5432,[::1]:5434/school?sslmode=require&targetServerType=primary",
        address.jdbcUrl());
    assertEquals("a,b,::1", address.libpqEnvironment().get("PGHOST"));
    assertEquals("5433,5432,5434", address.libpqEnvironment().get("PGPORT"));
    assertEquals("read-write", address.libpqEnvironment().get("PGTARGETSESSIONATTRS"));
    assertEquals("a:5433,b:5432,[::1]:5434", address.database("other").place());
    assertEquals(
        "jdbc:postgresql://a:5432,b:5432/d?targetServerType=any",
        DatabaseAddress.parse("postgresql://u:p@a,b/d?targetServerType=any").jdbcUrl());
    assertThrows(Trouble.class, () -> RedisAddress.require("redis-sentinel://a:x"));
  }
}
