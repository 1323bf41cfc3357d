package dev.sparkle.cli.fakellm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.fakellm.FakeBehaviour.Garbage;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What one connection may ask for. */
final class FakeRoutes extends SimpleChannelInboundHandler<FullHttpRequest> {

  private final FakeState state;
  private FakeStream stream;

  FakeRoutes(FakeState state) {
    this.state = state;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    String route = request.method() + " " + request.uri().replaceFirst("\\?.*", "");
    try {
      switch (route) {
        case "POST /v1/chat/completions" -> complete(context, request);
        case "GET /v1/models" -> send(context, 200, models());
        case "GET /stats" -> send(context, 200, FakeChunks.JSON.valueToTree(state.stats()));
        case "GET /control" -> send(context, 200, behaviour(state.behaviour()));
        case "POST /control" -> control(context, request);
        default -> send(context, 404, FakeChunks.error("not_found", "no such route"));
      }
    } catch (JsonProcessingException unreadable) {
      send(context, 400, FakeChunks.error("invalid_json", "the body is no JSON"));
    } catch (IllegalArgumentException wrong) {
      send(context, 400, FakeChunks.error("invalid_switch", wrong.getMessage()));
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (stream != null) {
      stream.writable();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private void complete(ChannelHandlerContext context, FullHttpRequest request)
      throws JsonProcessingException {
    FakeRequest asked = FakeRequest.of(body(request));
    state.asked(asked);
    FakeBehaviour behaviour = asked.behaviour(state.behaviour());
    if (!keyFits(request, behaviour)) {
      state.refused();
      send(context, 401, FakeChunks.error("invalid_api_key", "the key is not the one asked for"));
    } else if (state.nextFails(behaviour.faults().errorRate())) {
      state.refused();
      refuse(context, behaviour.faults());
    } else if (behaviour.faults().garbage() == Garbage.TYPE) {
      send(context, 200, "text/html", "<html><body>Welcome to this proxy</body></html>");
    } else {
      answer(context, asked, behaviour);
    }
  }

  private void answer(ChannelHandlerContext context, FakeRequest asked, FakeBehaviour behaviour) {
    FakeAnswer answer = FakeAnswer.to(asked, behaviour.speech());
    String id = "chatcmpl-fake-" + state.stats().requests();
    FakeChunks chunks = new FakeChunks(id, asked);
    if (asked.stream()) {
      stream = new FakeStream(context.channel(), state, behaviour, answer, chunks);
      stream.start();
    } else {
      state.started();
      context
          .executor()
          .schedule(
              () -> {
                state.finished();
                send(context, 200, chunks.completion(answer, behaviour.speech().usage()));
              },
              behaviour.pace().firstTokenDelayMs(),
              TimeUnit.MILLISECONDS);
    }
  }

  private static void refuse(ChannelHandlerContext context, FakeBehaviour.Faults faults) {
    DefaultFullHttpResponse response =
        response(
            faults.errorStatus(),
            "application/json",
            FakeChunks.error("fake_error", "refused on purpose").toString());
    if (faults.retryAfterSeconds() > 0) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, faults.retryAfterSeconds());
    }
    context.writeAndFlush(response);
  }

  private void control(ChannelHandlerContext context, FullHttpRequest request)
      throws JsonProcessingException {
    Map<String, String> switches = new LinkedHashMap<>();
    body(request).properties().forEach(f -> switches.put(f.getKey(), f.getValue().asText()));
    send(context, 200, behaviour(state.change(now -> FakeSwitch.setAll(now, switches))));
  }

  private static boolean keyFits(FullHttpRequest request, FakeBehaviour behaviour) {
    String wanted = behaviour.apiKey();
    String given = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    return wanted.isEmpty() || given.equals("Bearer " + wanted);
  }

  private static JsonNode body(FullHttpRequest request) throws JsonProcessingException {
    return FakeChunks.JSON.readTree(request.content().toString(StandardCharsets.UTF_8));
  }

  private static JsonNode models() {
    ObjectNode list = FakeChunks.JSON.createObjectNode().put("object", "list");
    list.putArray("data").addObject().put("id", "fake").put("object", "model");
    return list;
  }

  /** Without the key. */
  private static JsonNode behaviour(FakeBehaviour behaviour) {
    ObjectNode json = FakeChunks.JSON.valueToTree(behaviour);
    return json.put("apiKey", behaviour.apiKey().isEmpty() ? "" : "set");
  }

  private static void send(ChannelHandlerContext context, int status, JsonNode json) {
    send(context, status, "application/json", json.toString());
  }

  private static void send(ChannelHandlerContext context, int status, String type, String body) {
    context
        .writeAndFlush(response(status, type, body))
        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  private static DefaultFullHttpResponse response(int status, String type, String body) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    return response;
  }
}
