package dev.sparkle.chat.boundary;

import dev.sparkle.chat.control.Answers;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.LogContext;
import dev.sparkle.platform.control.Settings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The chat protocol, version 1, over a WebSocket: docs/api/asyncapi.yaml. */
@Dependent
@ServerEndpoint(
    value = "/ws/chat",
    subprotocols = "sparkle.v1",
    configurator = ChatEndpoint.Handshake.class)
public class ChatEndpoint {

  private static final Logger LOG = System.getLogger(ChatEndpoint.class.getName());
  private static final String CALLER = "sparkle.caller";
  private static final String REQUEST = "sparkle.request";

  /** Close code: the account has too many sockets. */
  static final int TOO_MANY_SOCKETS = 4009;

  /** Largest frame, in bytes of UTF-8. */
  static final int MAX_FRAME = 64 * 1024;

  /**
   * Largest message that is read at all, in bytes; a larger one closes the socket with 1009. Liberty
   * holds a whole message in memory before it shows the first part of it, so this, not a handler of
   * parts, bounds what one client can take.
   */
  static final int MAX_MESSAGE = 512 * 1024;

  /** Hands the caller that the guard admitted to the socket. */
  public static class Handshake extends ServerEndpointConfig.Configurator {
    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
      config.getUserProperties().put(CALLER, UpgradeGuard.ADMITTED.get());
      config.getUserProperties().put(REQUEST, LogContext.get(LogContext.Field.REQUEST));
    }
  }

  @Inject private Answers answers;
  @Inject private Sockets sockets;
  @Inject private CurrentSettings settings;

  private ChatSocket socket;
  private Map<LogContext.Field, String> logFields = Map.of();

  @OnOpen
  public void open(Session session) throws IOException {
    Caller caller = (Caller) session.getUserProperties().get(CALLER);
    Settings.Chat limits = settings.get().chat();
    ChatSocket opened =
        new ChatSocket(
            Objects.requireNonNull(caller, "the guard admits nobody without a caller"),
            new SocketSender(session, limits.outboundFrames(), sockets.closing()),
            answers,
            new FrameReader(limits.maxQuestionCharacters()));
    logFields =
        Map.of(
            LogContext.Field.REQUEST,
            String.valueOf(session.getUserProperties().get(REQUEST)),
            LogContext.Field.ACCOUNT,
            caller.pseudonym());
    session.setMaxIdleTimeout(0);
    if (!sockets.add(opened, caller.account())) {
      opened.close(TOO_MANY_SOCKETS, "too many sockets of this account");
      return;
    }
    socket = opened;
  }

  @OnMessage(maxMessageSize = MAX_MESSAGE)
  public void text(String frame) {
    if (socket == null) {
      return;
    }
    try (LogContext.Scope scope = LogContext.with(logFields)) {
      Objects.requireNonNull(scope);
      if (isTooLarge(frame)) {
        socket.alive();
        socket.error(null, "frame_too_large", "A frame may have at most 65,536 bytes.");
      } else {
        socket.frame(frame);
      }
    }
  }

  private static boolean isTooLarge(String frame) {
    return frame.length() > MAX_FRAME
        || frame.length() * 3 > MAX_FRAME
            && frame.getBytes(StandardCharsets.UTF_8).length > MAX_FRAME;
  }

  @OnMessage(maxMessageSize = MAX_MESSAGE)
  public void binary(byte[] frame) {
    if (socket != null) {
      socket.alive();
      socket.error(null, "binary_frame", "Send text frames with JSON, not binary ones.");
    }
  }

  @OnMessage
  public void pong(PongMessage pong) {
    if (socket != null) {
      socket.alive();
    }
  }

  @OnError
  public void error(Throwable error) {
    LOG.log(Level.WARNING, "a socket broke", error);
  }

  @OnClose
  public void close(CloseReason reason) {
    if (socket != null) {
      sockets.remove(socket);
      socket.gone();
    }
  }
}
