package dev.sparkle.chat.boundary;

import dev.sparkle.platform.control.LogContext;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;

/** Hands the caller that the guard admitted, and the request's id, to the socket. */
public class ChatHandshake extends ServerEndpointConfig.Configurator {

  static final String CALLER = "sparkle.caller";
  static final String REQUEST = "sparkle.request";

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    // each handshake has a map of its own
    config.getUserProperties().put(CALLER, UpgradeGuard.ADMITTED.get());
    config
        .getUserProperties()
        .put(REQUEST, String.valueOf(LogContext.get(LogContext.Field.REQUEST)));
  }
}
