package dev.sparkle.cli.client;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Puts frames together and keeps them until they are taken. */
final class ChatInbox implements WebSocket.Listener {

  /** Frames that are read ahead of the taker. */
  static final int AHEAD = 256;

  private static final int NO_GOODBYE = 1006;

  /** A frame, or the end. */
  private record Item(String frame, ChatEvent.Closed closed) {}

  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final StringBuilder frame = new StringBuilder();
  private volatile WebSocket socket;

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(AHEAD);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    frame.append(text);
    if (last) {
      items.add(new Item(frame.toString(), null));
      frame.setLength(0);
    } else {
      from.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    items.add(new Item("", null));
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    items.add(new Item(null, new ChatEvent.Closed(code, reason)));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    String reason = error.getClass().getSimpleName();
    items.add(new Item(null, new ChatEvent.Closed(NO_GOODBYE, reason)));
  }

  Optional<ChatEvent> take(Duration atMost) {
    Item item;
    try {
      item = items.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    if (item == null) {
      return Optional.empty();
    }
    if (item.closed() != null) {
      items.add(item);
      return Optional.of(item.closed());
    }
    socket.request(1);
    ChatConnection.watchReceived(item.frame());
    return Optional.of(ChatEventReader.read(item.frame()));
  }
}
