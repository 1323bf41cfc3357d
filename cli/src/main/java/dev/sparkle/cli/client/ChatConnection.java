package dev.sparkle.cli.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * An open chat socket. Frames may be sent from any thread and go out one after another; events are
 * taken by one thread. Events that nobody takes are held back at the server once {@value
 * ChatInbox#AHEAD} wait here, so a slow taker is a slow client.
 */
public final class ChatConnection implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private static volatile Consumer<String> sent = frame -> {};
  private static volatile Consumer<String> received = frame -> {};

  private final ChatInbox inbox;
  private final WebSocket socket;
  private CompletableFuture<WebSocket> lastSend;

  private ChatConnection(ChatInbox inbox, WebSocket socket) {
    this.inbox = inbox;
    this.socket = socket;
    this.lastSend = CompletableFuture.completedFuture(socket);
  }

  /**
   * Opens a socket.
   *
   * @param address with its ticket
   * @throws ServerUnreachable if the server does not take it
   */
  static ChatConnection open(HttpClient http, URI address, URI server) {
    ChatInbox inbox = new ChatInbox();
    try {
      WebSocket socket =
          http.newWebSocketBuilder().connectTimeout(CONNECT).buildAsync(address, inbox).join();
      return new ChatConnection(inbox, socket);
    } catch (CompletionException refused) {
      throw new ServerUnreachable(server, refused.getCause());
    }
  }

  /**
   * Looks at every frame of all connections; for tests of the contract. What a watcher throws, the
   * caller gets who sends or takes the frame.
   *
   * @param out of the client's, but for those of {@link #sendFrame}
   * @param in of the server's, when they are taken
   */
  public static void watch(Consumer<String> out, Consumer<String> in) {
    sent = out;
    received = in;
  }

  static void watchReceived(String frame) {
    received.accept(frame);
  }

  private void sendGood(ObjectNode frame) {
    String text = frame.toString();
    sent.accept(text);
    sendFrame(text);
  }

  /** Asks. The returned id comes back in {@link ChatEvent.Accepted}. */
  public String send(Question question) {
    String id = UUID.randomUUID().toString();
    send(question, id);
    return id;
  }

  /** Asks under an id of one's own; the same id again is the same question. */
  public void send(Question question, String id) {
    sendGood(question.frame(id));
  }

  /** Stops an answer; it ends as {@link ChatEvent.Stopped}. */
  public void stop(String generationId) {
    sendGood(frame("chat.stop").put("generationId", generationId));
  }

  /** Asks for the events after a sequence number; {@link ChatEvent.Resumed} comes first. */
  public void resume(String generationId, long afterSeq) {
    sendGood(frame("chat.resume").put("generationId", generationId).put("afterSeq", afterSeq));
  }

  /**
   * Wants every answer of a conversation, whoever asks; {@link ChatEvent.Following} comes first.
   */
  public void follow(String conversationId) {
    sendGood(frame("chat.follow").put("conversationId", conversationId));
  }

  /** Rates an answer; {@code comment} may be null. */
  public void feedback(String messageId, boolean up, String comment) {
    ObjectNode frame = frame("chat.feedback").put("messageId", messageId);
    frame.put("rating", up ? "up" : "down");
    sendGood(comment == null ? frame : frame.put("comment", comment));
  }

  /** Sends a ping; the returned id comes back in {@link ChatEvent.Pong}. */
  public String ping() {
    String id = UUID.randomUUID().toString();
    sendGood(frame("ping").put("id", id));
    return id;
  }

  /** Sends a frame as it is, also a bad one. */
  public synchronized CompletionStage<WebSocket> sendFrame(String text) {
    lastSend = lastSend.exceptionally(lost -> socket).thenCompose(s -> s.sendText(text, true));
    return lastSend;
  }

  /**
   * The next event; empty if none comes in time. After {@link ChatEvent.Closed} it is that again.
   *
   * @throws ProtocolException if the server broke the protocol
   */
  public Optional<ChatEvent> next(Duration atMost) {
    return inbox.take(atMost);
  }

  /**
   * The next event of a type; others before it are dropped.
   *
   * @throws IllegalStateException if it does not come in time, with what came instead
   */
  public <T extends ChatEvent> T await(Class<T> type, Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    List<String> others = new ArrayList<>();
    while (true) {
      ChatEvent event =
          next(Duration.ofNanos(Math.max(0, until - System.nanoTime())))
              .orElseThrow(() -> new IllegalStateException("no " + type + " but " + others));
      if (type.isInstance(event)) {
        return type.cast(event);
      }
      if (event instanceof ChatEvent.Closed) {
        throw new IllegalStateException("no " + type + " but " + others + ", then " + event);
      }
      others.add(event.toString());
    }
  }

  /** All events up to the end of the generation or of the socket, in their order. */
  public List<ChatEvent> untilEnd(Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    List<ChatEvent> events = new ArrayList<>();
    ChatEvent event;
    do {
      event =
          next(Duration.ofNanos(Math.max(0, until - System.nanoTime())))
              .orElseThrow(() -> new IllegalStateException("no end but " + events));
      events.add(event);
    } while (!(event instanceof ChatEvent.Terminal) && !(event instanceof ChatEvent.Closed));
    return events;
  }

  /** Says goodbye; what runs on the server goes on. */
  @Override
  public void close() {
    try {
      sendClose().get(2, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException gone) {
      // it is closed all the same
    }
    socket.abort();
  }

  private synchronized CompletableFuture<WebSocket> sendClose() {
    return lastSend
        .exceptionally(lost -> socket)
        .thenCompose(s -> s.sendClose(WebSocket.NORMAL_CLOSURE, ""));
  }

  /** Drops the connection without a goodbye, as a phone in a tunnel does. */
  public void drop() {
    socket.abort();
  }

  private static ObjectNode frame(String type) {
    return Rest.JSON.createObjectNode().put("type", type);
  }
}
