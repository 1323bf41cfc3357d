package dev.sparkle.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ListenersTest {

  private final Listeners listeners = new Listeners();
  private final Follower desk = event -> {};
  private final Follower phone = event -> {};
  private final UUID conversation = new UUID(0, 1);
  private final UUID answer = new UUID(0, 2);

  @Test
  void tellsEachListenerOfAnAnswerOnce() {
    listeners.listen(desk, conversation);
    listeners.listen(phone, conversation);

    assertTrue(listeners.toTell(desk, answer, conversation));
    assertEquals(List.of(phone), listeners.toTell(answer, conversation));
    assertEquals(List.of(), listeners.toTell(answer, conversation));
  }

  @Test
  void listensToOneConversationAtATime() {
    listeners.listen(desk, conversation);
    listeners.listen(desk, new UUID(0, 3));

    assertEquals(List.of(), listeners.toTell(answer, conversation));
    assertEquals(List.of(desk), listeners.toTell(answer, new UUID(0, 3)));
  }

  @Test
  void listeningOnceMoreForgetsNotWhatWasTold() {
    listeners.listen(desk, conversation);
    listeners.toTell(answer, conversation);
    listeners.listen(desk, conversation);

    assertEquals(List.of(), listeners.toTell(answer, conversation));
  }

  @Test
  void whoLeftHearsNothing() {
    listeners.listen(desk, conversation);
    listeners.leave(desk);

    assertFalse(listeners.any());
    assertEquals(List.of(), listeners.toTell(answer, conversation));
  }
}
