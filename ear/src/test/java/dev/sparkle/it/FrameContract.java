package dev.sparkle.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code docs/api/asyncapi.yaml}, held against every frame that goes over a socket in these tests:
 * a type, a field or a value that is not described there fails the test that saw it.
 */
final class FrameContract {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HERE = "https://sparkle.example/asyncapi.json";

  private final Map<String, JsonSchema> toClient;
  private final Map<String, JsonSchema> fromClient;
  private final Map<String, AtomicLong> seen = new ConcurrentHashMap<>();

  private FrameContract(JsonNode document) {
    // a schema document of its own, so that #/components/… means what it means there
    String text = ((ObjectNode) document.deepCopy()).put("$id", HERE).toString();
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(HERE, text))));
    toClient = schemas(document, "toClient", factory);
    fromClient = schemas(document, "fromClient", factory);
  }

  /** Reads the document. */
  static FrameContract in(Path asyncApi) {
    try {
      return new FrameContract(new ObjectMapper(new YAMLFactory()).readTree(asyncApi.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, JsonSchema> schemas(
      JsonNode document, String operation, JsonSchemaFactory factory) {
    Map<String, JsonSchema> byType = new HashMap<>();
    for (JsonNode reference : document.at("/operations/" + operation + "/messages")) {
      JsonNode inChannel = document.at(pointer(reference));
      JsonNode message = document.at(pointer(inChannel));
      byType.put(
          message.path("name").asText(),
          factory.getSchema(
              SchemaLocation.of(HERE + message.path("payload").path("$ref").asText())));
    }
    if (byType.isEmpty()) {
      throw new IllegalStateException("no messages of " + operation);
    }
    return byType;
  }

  private static String pointer(JsonNode reference) {
    return reference.path("$ref").asText().substring(1);
  }

  /**
   * A frame of the server's.
   *
   * @throws AssertionError if it is not as described
   */
  void fromServer(String frame) {
    check(frame, toClient, "the server's");
  }

  /** A frame that a client of ours means to be good. */
  void fromClient(String frame) {
    check(frame, fromClient, "our client's");
  }

  private void check(String frame, Map<String, JsonSchema> schemas, String whose) {
    JsonNode json;
    try {
      json = JSON.readTree(frame);
    } catch (JsonProcessingException e) {
      throw new AssertionError(whose + " frame is no JSON: " + frame, e);
    }
    String type = json.path("type").asText();
    JsonSchema schema = schemas.get(type);
    if (schema == null) {
      throw new AssertionError(whose + " frame is not in asyncapi.yaml: " + frame);
    }
    Set<ValidationMessage> wrong =
        schema.validate(
            json, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          whose + " frame is not as in asyncapi.yaml: " + wrong + ": " + frame);
    }
    seen.computeIfAbsent(type, none -> new AtomicLong()).incrementAndGet();
  }

  /** How many frames of each type were held against it. */
  Map<String, Long> seen() {
    Map<String, Long> counts = new TreeMap<>();
    seen.forEach((type, count) -> counts.put(type, count.get()));
    return counts;
  }
}
