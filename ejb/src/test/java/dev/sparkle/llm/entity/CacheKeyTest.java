package dev.sparkle.llm.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.entity.Passage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CacheKeyTest {

  private static final Passage PASSAGE =
      new Passage(UUID.randomUUID(), UUID.randomUUID(), "Light", "", null, "It shines.", 0.9);

  @Property
  void noTwoAccountsHaveAKeyInCommon(
      @ForAll long one,
      @ForAll long other,
      @ForAll String instructions,
      @ForAll String otherInstructions,
      @ForAll String era) {
    if (one == other || era.isEmpty()) {
      return;
    }
    CacheKey first = key(new UUID(0, one), instructions, "en", 100, era);
    assertNotEquals(first, key(new UUID(0, other), otherInstructions, "en", 100, era));
    assertNotEquals(
        first.context(), key(new UUID(0, other), otherInstructions, "en", 100, era).context());
    assertEquals(first, key(new UUID(0, one), instructions, "en", 100, era));
  }

  @Property
  void modeLanguageLengthAndJudgesArePartOfIt(
      @ForAll String instructions, @ForAll @IntRange(min = 1, max = 2000) int length) {
    UUID account = UUID.randomUUID();
    CacheKey key = key(account, instructions, "en", length, "1");
    assertNotEquals(key, key(account, instructions + "!", "en", length, "1"));
    assertNotEquals(key, key(account, instructions, "zh", length, "1"));
    assertNotEquals(key, key(account, instructions, "en", length + 1, "1"));
    assertNotEquals(key, key(account, instructions, "en", length, "2"));
  }

  @Test
  void belongsToNoConversationAndRestsOnMaterial() {
    Turn turn = new Turn(Turn.Speaker.LEARNER, "before");
    assertTrue(
        CacheKey.of(call(UUID.randomUUID(), List.of(turn), List.of(PASSAGE)), "1").isEmpty());
    assertTrue(CacheKey.of(call(UUID.randomUUID(), List.of(), List.of()), "1").isEmpty());
    assertTrue(CacheKey.of(call(UUID.randomUUID(), List.of(), List.of(PASSAGE)), "").isEmpty());
  }

  @Test
  void numbersItsMarksAnew() {
    UUID one = UUID.randomUUID();
    UUID two = UUID.randomUUID();
    KeptAnswer kept = new KeptAnswer("Why?", "Light [2], then sugar [1][2].", List.of(one, two));

    assertEquals(
        Optional.of("Light [1], then sugar [3][1]."),
        kept.numbered(List.of(two, UUID.randomUUID(), one)));
    assertEquals(Optional.empty(), kept.numbered(List.of(one)));
    assertTrue(kept.isGrounded());
    assertEquals(false, new KeptAnswer("Why?", "Nobody knows.", List.of(one)).isGrounded());
    assertEquals(false, new KeptAnswer("Why?", "So [1] or [1, 2].", List.of(one)).isGrounded());
    assertEquals(false, new KeptAnswer("Why?", "So [3].", List.of(one, two)).isGrounded());
  }

  private static CacheKey key(
      UUID account, String instructions, String language, int length, String era) {
    ModelCall call =
        new ModelCall(
            UUID.randomUUID(),
            caller(account),
            instructions,
            List.of(),
            "Why?",
            List.of(PASSAGE),
            language,
            length);
    return CacheKey.of(call, era).orElseThrow();
  }

  private static ModelCall call(UUID account, List<Turn> history, List<Passage> passages) {
    return new ModelCall(
        UUID.randomUUID(), caller(account), "Teach.", history, "Why?", passages, "en", 100);
  }

  private static Caller caller(UUID account) {
    return new Caller(account, Set.of(Role.LEARNER), Set.of());
  }
}
