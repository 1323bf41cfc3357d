package dev.sparkle.identity.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.audit.control.AuditDatabase;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PseudonymsIT {

  private AuditDatabase database;
  private UUID account;

  @BeforeEach
  void open() throws Exception {
    database = new AuditDatabase();
    account = database.account();
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private Pseudonyms node() {
    return new Pseudonyms(database.dataSource(), Clock.systemUTC());
  }

  @Test
  void isTheSameOnEveryNodeAndSaysNothingOfTheAccount() throws Exception {
    Pseudonyms pseudonyms = node();
    String name = pseudonyms.of(account);

    assertEquals(name, pseudonyms.of(account));
    assertEquals(name, node().of(account));
    assertEquals(Optional.of(account), node().accountOf(name));
    assertTrue(name.matches("[0-9a-f]{16}"), name);
    assertNotEquals(name, node().of(database.account()));
  }

  @Test
  void forgettingAnAccountDestroysTheOnlyWayBack() throws Exception {
    Pseudonyms pseudonyms = node();
    String name = pseudonyms.of(account);

    pseudonyms.forget(account);

    assertEquals(Optional.empty(), pseudonyms.accountOf(name));
    assertNotEquals(name, pseudonyms.of(account), "a new one is drawn, which nothing links");
  }

  @Test
  void theRowGoesWithTheAccountToo() throws Exception {
    String name = node().of(account);

    database.run("delete from account where id = '" + account + "'");

    assertEquals(Optional.empty(), node().accountOf(name));
    assertEquals(Pseudonyms.UNKNOWN, node().of(account));
    assertFalse(database.ask("select count(*) from account_pseudonym").equals("1"));
  }
}
