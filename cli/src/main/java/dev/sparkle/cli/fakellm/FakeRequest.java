package dev.sparkle.cli.fakellm;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request for a completion.
 *
 * @param model the model's name as sent; switches may follow a {@code ?}
 * @param system the system messages, one after another
 * @param question the last user message
 * @param prompt all messages, one after another
 * @param maxTokens the request's own limit; 0: none
 * @param stream whether the answer is to be streamed
 */
record FakeRequest(
    String model, String system, String question, String prompt, int maxTokens, boolean stream) {

  /** Reads the parts that the fake looks at. */
  static FakeRequest of(JsonNode body) {
    String question = "";
    StringBuilder system = new StringBuilder();
    StringBuilder prompt = new StringBuilder();
    for (JsonNode message : body.path("messages")) {
      String text = message.path("content").asText();
      prompt.append(text);
      switch (message.path("role").asText()) {
        case "user" -> question = text;
        case "system" -> system.append(text);
        default -> {}
      }
    }
    int limit = body.path("max_tokens").asInt(body.path("max_completion_tokens").asInt(0));
    return new FakeRequest(
        body.path("model").asText("fake"),
        system.toString(),
        question,
        prompt.toString(),
        limit,
        body.path("stream").asBoolean(false));
  }

  /**
   * The behaviour for this request alone, e.g. for the model {@code fake?cutAfterTokens=3}.
   *
   * @throws IllegalArgumentException if a switch is wrong
   */
  FakeBehaviour behaviour(FakeBehaviour usual) {
    int mark = model.indexOf('?');
    if (mark < 0) {
      return usual;
    }
    Map<String, String> switches = new LinkedHashMap<>();
    for (String pair : model.substring(mark + 1).split("&")) {
      int equals = pair.indexOf('=');
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      switches.put(
          equals < 0 ? pair : pair.substring(0, equals),
          URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return FakeSwitch.setAll(usual, switches);
  }

  /** Estimated at four characters a token. */
  long promptTokens() {
    return (prompt.length() + 3L) / 4;
  }
}
