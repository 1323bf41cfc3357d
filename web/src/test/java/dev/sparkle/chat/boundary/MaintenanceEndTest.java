package dev.sparkle.chat.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.chat.control.Answers;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MaintenanceEndTest {

  private final List<String> said = new ArrayList<>();
  private final List<Runnable> closing = new ArrayList<>();
  private boolean answering;
  private Optional<String> keptOut = Optional.of("Back at four.");

  private final Answers answers =
      new Answers(null, null, null, null, null, null, null, null, null, null) {
        @Override
        public boolean isAnswering(UUID account) {
          return answering;
        }
      };

  private ChatSocket socket(Executor executor) {
    Caller caller = new Caller(UUID.randomUUID(), Set.of(Role.LEARNER), Set.of());
    return new ChatSocket(
        caller,
        new SocketSender(session(), 10, executor, recovered -> {}),
        answers,
        null,
        null,
        null,
        () -> keptOut);
  }

  /** A connection that takes each frame at once. */
  private Session session() {
    RemoteEndpoint.Async remote =
        (RemoteEndpoint.Async)
            Proxy.newProxyInstance(
                MaintenanceEndTest.class.getClassLoader(),
                new Class<?>[] {RemoteEndpoint.Async.class},
                (proxy, method, arguments) -> {
                  said.add((String) arguments[0]);
                  ((SendHandler) arguments[1]).onResult(new SendResult());
                  return null;
                });
    return (Session)
        Proxy.newProxyInstance(
            MaintenanceEndTest.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> {
              assertEquals("getAsyncRemote", method.getName());
              return remote;
            });
  }

  @Test
  void closesASocketOnceHoweverOftenItIsLookedAt() {
    ChatSocket socket = socket(closing::add);
    for (int second = 0; second < 100; second++) {
      assertTrue(socket.endForMaintenance());
    }
    assertEquals(1, closing.size());
    assertEquals(1, said.size());
  }

  @Test
  void waitsForAnAnswerAndForgetsWhenLearnersAreLetInAgain() {
    ChatSocket socket = socket(closing::add);
    answering = true;
    assertFalse(socket.endForMaintenance());
    assertFalse(socket.endForMaintenance());
    assertEquals(1, said.size());

    keptOut = Optional.empty();
    answering = false;
    assertFalse(socket.endForMaintenance());
    assertTrue(closing.isEmpty());
  }

  @Test
  void triesAgainWhenItCouldNotBeClosed() {
    boolean[] full = {true};
    ChatSocket socket =
        socket(
            end -> {
              if (full[0]) {
                throw new RejectedExecutionException("full");
              }
              closing.add(end);
            });
    assertThrows(RejectedExecutionException.class, socket::endForMaintenance);
    full[0] = false;
    socket.endForMaintenance();
    assertEquals(1, closing.size());
  }

  @Test
  void oneThatFailsKeepsItFromNoOther() {
    ChatSocket bad =
        socket(
            end -> {
              throw new RejectedExecutionException("full");
            });
    Sockets.each(Stream.of(bad, socket(closing::add)), ChatSocket::endForMaintenance);
    assertEquals(1, closing.size());
  }
}
