package dev.sparkle.audit.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.audit.control.Verification.What;
import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.ChainHash;
import dev.sparkle.audit.entity.Head;
import dev.sparkle.audit.entity.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChainVerifierTest {

  private static final int LENGTH = 40;

  /** Ways to forge one field of a record; each leaves the hash as it was, but the last. */
  private enum Forgery {
    AT,
    KIND,
    SEVERITY,
    ACCOUNT,
    NO_ACCOUNT,
    GENERATION,
    LAYER,
    DECISION,
    REASON,
    NO_REASON,
    SCORE,
    RULES,
    ONE_RULE_LESS,
    OBJECT,
    ANCHOR_CHAIN,
    ANCHOR_SEQ,
    ANCHOR_HASH,
    ANCHOR_ADDED,
    HASH
  }

  @Test
  void findsTwoUntouchedChainsWhole() {
    List<AuditRecord> a = Chains.chain("node-a", LENGTH, List.of());
    List<AuditRecord> b = Chains.chain("node-b", LENGTH, a);

    Verification found = Chains.verify(a, b);

    assertTrue(found.whole(), found.toString());
    assertEquals(2L * LENGTH, found.records());
    assertEquals(a.get(LENGTH - 1).head(), found.chains().get(0).head());
    assertEquals(a.get(0).at(), found.chains().get(0).first());
  }

  @Property(tries = 2000)
  void namesTheRecordWhereverAndWhateverWasForged(
      @ForAll @IntRange(min = 0, max = LENGTH - 1) int place, @ForAll Forgery forgery) {
    List<AuditRecord> a = Chains.chain("node-a", LENGTH, List.of());
    List<AuditRecord> b = new ArrayList<>(Chains.chain("node-b", LENGTH, a));
    AuditRecord before = b.get(place);
    b.set(place, forged(before, forgery));
    if (b.get(place).equals(before)) {
      return;
    }

    Verification found = Chains.verify(a, b);

    assertEquals(place + 1, found.broken("node-b").orElseThrow().seq(), forgery.toString());
    assertEquals(What.ALTERED, found.broken("node-b").orElseThrow().what());
    assertTrue(found.broken("node-a").isEmpty(), "a forged anchor accuses nobody");
  }

  @Property(tries = 200)
  void namesTheFirstRecordThatWasTakenOut(
      @ForAll @IntRange(min = 0, max = LENGTH - 2) int place,
      @ForAll @IntRange(min = 1, max = 5) int many) {
    List<AuditRecord> a = new ArrayList<>(Chains.chain("node-a", LENGTH, List.of()));
    for (int i = 0; i < many && a.size() > place + 1; i++) {
      a.remove(place);
    }

    Verification found = Chains.verify(a, List.of());

    assertEquals(place + 1, found.broken().get(0).seq());
    assertEquals(What.MISSING, found.broken().get(0).what());
  }

  @Property(tries = 200)
  void anotherChainsAnchorsTellThatAChainWasCutOff(
      @ForAll @IntRange(min = 0, max = LENGTH - 2) int left) {
    List<AuditRecord> a = Chains.chain("node-a", LENGTH, List.of());
    List<AuditRecord> b = Chains.chain("node-b", LENGTH, a);

    Verification found = Chains.verify(a.subList(0, left), b);

    // the last anchor, in record 39 of b, saw record 39 of a
    assertEquals(left < 39, !found.whole());
    if (left < 39) {
      assertEquals(left + 1, found.broken().get(0).seq());
      assertEquals(What.CUT_OFF, found.broken().get(0).what());
    }
  }

  @Test
  void anchorsTellThatAChainIsGoneAltogether() {
    List<AuditRecord> a = Chains.chain("node-a", LENGTH, List.of());
    List<AuditRecord> b = Chains.chain("node-b", LENGTH, a);

    Verification found = Chains.verify(List.of(), b);

    assertEquals(1, found.broken("node-a").orElseThrow().seq());
  }

  @Test
  void anchorsTellThatAChainWasWrittenAnewWithHashesThatFit() {
    List<AuditRecord> a = Chains.chain("node-a", LENGTH, List.of());
    List<AuditRecord> b = Chains.chain("node-b", LENGTH, a);
    List<AuditRecord> anew = relinkedFrom(a, 10);
    assertTrue(Chains.verify(anew, List.of()).whole(), "it fits itself");

    Verification found = Chains.verify(anew, b);

    // forged from record 11 on; record 12 is the next that b had seen
    assertEquals(12, found.broken("node-a").orElseThrow().seq());
    assertEquals(What.REWRITTEN, found.broken("node-a").orElseThrow().what());
    assertTrue(found.broken("node-b").isEmpty());
  }

  @Test
  void aHeadThatWasKeptElsewhereFindsWhatFitsEverythingElse() {
    List<AuditRecord> a = Chains.chain("node-a", LENGTH, List.of());
    Head kept = a.get(LENGTH - 1).head();
    assertTrue(Chains.verify(a, List.of(), List.of(Head.parse(kept.toString()))).whole());

    assertFalse(Chains.verify(relinkedFrom(a, 10), List.of(), List.of(kept)).whole());
    assertFalse(Chains.verify(a.subList(0, LENGTH - 1), List.of(), List.of(kept)).whole());
    assertFalse(Chains.verify(List.of(), List.of(), List.of(kept)).whole());
  }

  @Test
  void countsCrashesAndLosses() {
    AuditEvent crash =
        AuditEvent.ofTheRecord(AuditKind.START, Severity.WARNING, ChainWriter.AFTER_CRASH, null);
    AuditEvent gap = AuditEvent.ofTheRecord(AuditKind.GAP, Severity.WARNING, "lost", "records:17");
    List<AuditRecord> records = new ArrayList<>();
    for (AuditEvent event : List.of(crash, gap)) {
      ChainHash before = records.isEmpty() ? ChainHash.NONE : records.get(0).hash();
      long seq = records.size() + 1;
      records.add(
          new AuditRecord(
              "n",
              seq,
              Instant.EPOCH,
              event,
              null,
              CanonicalForm.hash(before, "n", seq, Instant.EPOCH, event, null)));
    }

    Verification found = Chains.verify(records, List.of());

    assertEquals(1, found.chains().get(0).crashes());
    assertEquals(17, found.chains().get(0).lost());
  }

  @Test
  void theCanonicalFormIsWhatTheDocumentsSay() {
    AuditRecord record = Chains.chain("node-a", 1, List.of()).get(0);

    assertEquals(
        "{\"v\":1,\"chain\":\"node-a\",\"seq\":1,\"at\":1795608000124456,\"kind\":\"verdict\","
            + "\"severity\":\"warning\",\"account\":\"a1b2c3\","
            + "\"generation\":\"00000000-0000-0007-0000-000000000001\",\"layer\":\"input\","
            + "\"decision\":\"blocked\",\"reason\":\"prompt_leak\",\"score\":901,"
            + "\"rules\":\"en-reveal,ngram\",\"object\":\"passage:4\"}",
        CanonicalForm.text("node-a", 1, record.at(), record.event(), null));
  }

  @Test
  void aRecordHasNoRoomForAnybodysWords() {
    AuditEvent event =
        AuditEvent.verdict(
            Severity.INFO,
            "p",
            null,
            "input",
            "blocked",
            "my password is hunter2!",
            1,
            List.of("a,b", "x y"));

    assertEquals("my_password_is_hunter2_", event.reason());
    assertEquals(List.of("a_b", "x_y"), event.rules());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new AuditEvent(
                AuditKind.END,
                Severity.INFO,
                null,
                null,
                null,
                "a b",
                null,
                null,
                List.of(),
                null));
  }

  private static List<AuditRecord> relinkedFrom(List<AuditRecord> chain, int place) {
    List<AuditRecord> anew = new ArrayList<>(chain.subList(0, place));
    AuditEvent innocent =
        AuditEvent.end(Severity.INFO, "a1b2c3", new UUID(7, 1), null, "done", null);
    for (AuditRecord record : chain.subList(place, chain.size())) {
      ChainHash before = anew.isEmpty() ? ChainHash.NONE : anew.get(anew.size() - 1).hash();
      anew.add(
          new AuditRecord(
              record.chain(),
              record.seq(),
              record.at(),
              innocent,
              null,
              CanonicalForm.hash(
                  before, record.chain(), record.seq(), record.at(), innocent, null)));
    }
    assertNotEquals(chain.get(chain.size() - 1).hash(), anew.get(anew.size() - 1).hash());
    return anew;
  }

  private static AuditRecord forged(AuditRecord was, Forgery forgery) {
    AuditEvent e = was.event();
    Head anchor = was.anchor();
    return switch (forgery) {
      case AT -> with(was.at().plusNanos(1000), was, e, anchor);
      case KIND ->
          with(was, event(e, AuditKind.SIGN_IN, e.severity(), e.account(), e.generation()));
      case SEVERITY -> with(was, event(e, e.kind(), Severity.SEVERE, e.account(), e.generation()));
      case ACCOUNT -> with(was, event(e, e.kind(), e.severity(), "x", e.generation()));
      case NO_ACCOUNT -> with(was, event(e, e.kind(), e.severity(), null, e.generation()));
      case GENERATION -> with(was, event(e, e.kind(), e.severity(), e.account(), new UUID(9, 9)));
      case LAYER -> with(was, event(e, "output", e.decision(), e.reason(), e.score()));
      case DECISION -> with(was, event(e, e.layer(), "allowed", e.reason(), e.score()));
      case REASON -> with(was, event(e, e.layer(), e.decision(), "none", e.score()));
      case NO_REASON -> with(was, event(e, e.layer(), e.decision(), null, e.score()));
      case SCORE -> with(was, event(e, e.layer(), e.decision(), e.reason(), 1));
      case RULES -> with(was, event(e, List.of("zh-reveal", "ngram"), e.object()));
      case ONE_RULE_LESS -> with(was, event(e, e.rules().stream().skip(1).toList(), e.object()));
      case OBJECT -> with(was, event(e, e.rules(), "passage:5"));
      case ANCHOR_CHAIN -> with(was, anchor == null ? null : head("node-c", anchor));
      case ANCHOR_SEQ ->
          with(
              was,
              anchor == null ? null : new Head(anchor.chain(), anchor.seq() + 1, anchor.hash()));
      case ANCHOR_HASH ->
          with(was, anchor == null ? null : new Head(anchor.chain(), anchor.seq(), was.hash()));
      case ANCHOR_ADDED -> with(was, new Head("node-a", 1, was.hash()));
      case HASH -> {
        byte[] bytes = was.hash().bytes();
        bytes[was.hashCode() & 31] ^= 1;
        yield new AuditRecord(was.chain(), was.seq(), was.at(), e, anchor, ChainHash.of(bytes));
      }
    };
  }

  private static Head head(String chain, Head of) {
    return new Head(chain, of.seq(), of.hash());
  }

  private static AuditEvent event(
      AuditEvent e, AuditKind kind, Severity severity, String account, UUID generation) {
    return new AuditEvent(
        kind,
        severity,
        account,
        generation,
        e.layer(),
        e.decision(),
        e.reason(),
        e.score(),
        e.rules(),
        e.object());
  }

  private static AuditEvent event(
      AuditEvent e, String layer, String decision, String reason, Integer score) {
    return new AuditEvent(
        e.kind(),
        e.severity(),
        e.account(),
        e.generation(),
        layer,
        decision,
        reason,
        score,
        e.rules(),
        e.object());
  }

  private static AuditEvent event(AuditEvent e, List<String> rules, String object) {
    return new AuditEvent(
        e.kind(),
        e.severity(),
        e.account(),
        e.generation(),
        e.layer(),
        e.decision(),
        e.reason(),
        e.score(),
        rules,
        object);
  }

  private static AuditRecord with(AuditRecord was, AuditEvent event) {
    return with(was.at(), was, event, was.anchor());
  }

  private static AuditRecord with(AuditRecord was, Head anchor) {
    return with(was.at(), was, was.event(), anchor);
  }

  private static AuditRecord with(Instant at, AuditRecord was, AuditEvent event, Head anchor) {
    return new AuditRecord(was.chain(), was.seq(), at, event, anchor, was.hash());
  }

  @Test
  void everyForgeryIsOne() {
    AuditRecord anchor = Chains.chain("b", 3, Chains.chain("a", 3, List.of())).get(2);
    AuditRecord verdict = Chains.chain("b", 1, List.of()).get(0);
    Arrays.stream(Forgery.values())
        .forEach(
            forgery ->
                assertTrue(
                    !forged(anchor, forgery).equals(anchor)
                        || !forged(verdict, forgery).equals(verdict),
                    forgery.toString()));
  }
}
