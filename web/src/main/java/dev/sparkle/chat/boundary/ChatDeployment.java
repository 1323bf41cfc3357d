package dev.sparkle.chat.boundary;

import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Set;

/** Where the chat's endpoint stands, and the subprotocol that it speaks. */
public class ChatDeployment implements ServerApplicationConfig {

  @Override
  public Set<ServerEndpointConfig> getEndpointConfigs(
      Set<Class<? extends Endpoint>> endpointClasses) {
    return Set.of(
        ServerEndpointConfig.Builder.create(ChatEndpoint.class, "/ws/chat")
            .subprotocols(List.of(Subprotocols.V1))
            .configurator(new ChatHandshake())
            .build());
  }

  @Override
  public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
    return scanned;
  }
}
