package dev.sparkle.chat.boundary;

import dev.sparkle.chat.control.Answers;
import dev.sparkle.chat.control.FeedbackDesk;
import dev.sparkle.identity.control.Pseudonyms;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.LogContext;
import dev.sparkle.platform.control.Maintenance;
import dev.sparkle.platform.control.Settings;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * The chat protocol, version 1, over a WebSocket: docs/api/asyncapi.yaml.
 *
 * <p>It is an endpoint with handlers of parts, not an annotated one: only so does Liberty bound a
 * single frame (by the session's buffer size) and hand out the parts of a longer message, which are
 * bounded here. One client can take half a megabyte, however it cuts its message.
 */
@Dependent
public class ChatEndpoint extends Endpoint {

  private static final Logger LOG = System.getLogger(ChatEndpoint.class.getName());

  /** Close code: the account has too many sockets. */
  static final int TOO_MANY_SOCKETS = 4009;

  /** Largest message, in bytes of UTF-8; a larger one is answered with an error. */
  static final int MAX_MESSAGE = 64 * 1024;

  /** Largest single WebSocket frame, in bytes; a larger one closes the socket with 1009. */
  static final int MAX_FRAME = 512 * 1024;

  @Inject private Answers answers;
  @Inject private FeedbackDesk ratings;
  @Inject private Sockets sockets;
  @Inject private CurrentSettings settings;
  @Inject private Pseudonyms pseudonyms;
  @Inject private Tracer tracer;
  @Inject private Maintenance maintenance;

  private ChatSocket socket;
  private Map<LogContext.Field, String> logFields = Map.of();
  private StringBuilder partial = new StringBuilder();
  private boolean tooLarge;

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    Caller caller = (Caller) session.getUserProperties().get(ChatHandshake.CALLER);
    Settings.Chat limits = settings.get().chat();
    ChatSocket opened =
        new ChatSocket(
            Objects.requireNonNull(caller, "the guard admits nobody without a caller"),
            new SocketSender(
                session, limits.outboundFrames(), sockets.closing(), sockets::countResume),
            answers,
            ratings,
            new FrameReader(limits.maxQuestionCharacters()),
            tracer,
            () -> maintenance.now().map(Maintenance.Notice::message));
    logFields =
        Map.of(
            LogContext.Field.REQUEST,
            String.valueOf(session.getUserProperties().get(ChatHandshake.REQUEST)),
            LogContext.Field.ACCOUNT,
            pseudonyms.of(caller.account()));
    session.setMaxIdleTimeout(0);
    session.setMaxTextMessageBufferSize(MAX_FRAME);
    session.setMaxBinaryMessageBufferSize(MAX_FRAME);
    if (!sockets.add(opened, caller.account())) {
      opened.close(TOO_MANY_SOCKETS, "too many sockets of this account");
      return;
    }
    socket = opened;
    opened.endForMaintenance();
    session.addMessageHandler(String.class, (MessageHandler.Partial<String>) this::text);
    session.addMessageHandler(byte[].class, (MessageHandler.Partial<byte[]>) this::binary);
    session.addMessageHandler(
        PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> opened.alive());
  }

  private void text(String part, boolean last) {
    if (!tooLarge) {
      partial.append(part);
      tooLarge = isTooLarge();
    }
    if (tooLarge) {
      partial = new StringBuilder();
    }
    if (last) {
      String message = partial.toString();
      partial = new StringBuilder();
      boolean refused = tooLarge;
      tooLarge = false;
      take(message, refused);
    }
  }

  private boolean isTooLarge() {
    return partial.length() > MAX_MESSAGE
        || partial.length() * 3 > MAX_MESSAGE
            && partial.toString().getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE;
  }

  private void take(String message, boolean refused) {
    try (LogContext.Scope scope = LogContext.with(logFields)) {
      Objects.requireNonNull(scope);
      if (refused) {
        socket.alive();
        socket.error(null, "frame_too_large", "A frame may have at most 65,536 bytes.");
      } else {
        socket.frame(message);
      }
    }
  }

  private void binary(byte[] part, boolean last) {
    if (last) {
      socket.alive();
      socket.error(null, "binary_frame", "Send text frames with JSON, not binary ones.");
    }
  }

  @Override
  public void onError(Session session, Throwable error) {
    LOG.log(Level.DEBUG, "a socket broke", error);
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    if (socket != null) {
      sockets.remove(socket);
      socket.gone();
    }
  }
}
