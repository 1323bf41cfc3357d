package dev.sparkle.chat.boundary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.chat.control.FeedbackDesk;
import dev.sparkle.chat.entity.AskOptions;
import dev.sparkle.chat.entity.Branch;
import dev.sparkle.chat.entity.ErrorInfo;
import dev.sparkle.chat.entity.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads frames. Whatever comes, the answer is a frame: a bad one says what is wrong with it and
 * where. Pure.
 */
final class FrameReader {

  /** Longest id of a client, in characters: a UUID has 36. */
  private static final int MAX_ID = 64;

  private static final int MAX_MATERIALS = 50;

  /** Longest comment on an answer, in characters. */
  private static final int MAX_COMMENT = 2_000;

  private static final Map<String, Function<UUID, Branch>> BRANCHES =
      Map.of(
          "after", Branch.After::new,
          "replaces", Branch.Replaces::new,
          "regenerate", Branch.Regenerate::new);

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(16).build())
                  .build())
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final int maxQuestion;

  /**
   * @param maxQuestion longest question, in characters
   */
  FrameReader(int maxQuestion) {
    this.maxQuestion = maxQuestion;
  }

  ClientFrame read(String text) {
    JsonNode json;
    try {
      json = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return bad(
          null,
          "bad_json",
          "The frame is not JSON (column "
              + (e.getLocation() == null ? 1 : e.getLocation().getColumnNr())
              + ").");
    }
    if (!(json instanceof ObjectNode frame)) {
      return bad(null, "bad_frame", "A frame is a JSON object with a type.");
    }
    String id = frame.path("id").isTextual() ? frame.get("id").textValue() : null;
    if (id != null
        && (id.isBlank()
            || id.length() > MAX_ID
            || id.codePoints().anyMatch(Character::isISOControl)
            || isBroken(id))) {
      return bad(
          null, "bad_id", "id must have 1 to " + MAX_ID + " characters, none of them control.");
    }
    try {
      return read(frame, id);
    } catch (Rejection rejection) {
      return new ClientFrame.Bad(id, rejection.error);
    }
  }

  private ClientFrame read(ObjectNode frame, String id) throws Rejection {
    String type = frame.path("type").isTextual() ? frame.get("type").textValue() : "";
    return switch (type) {
      case "chat.send" -> send(frame, required(id, "id"));
      case "chat.feedback" ->
          new ClientFrame.Feedback(
              id, uuid(frame, "messageId", true), rating(frame), comment(frame));
      case "chat.stop" -> new ClientFrame.Stop(uuid(frame, "generationId", true));
      case "chat.resume" ->
          new ClientFrame.Resume(uuid(frame, "generationId", true), afterSeq(frame));
      case "chat.follow" -> new ClientFrame.Follow(uuid(frame, "conversationId", false));
      case "ping" -> new ClientFrame.Ping(id);
      case "" -> throw new Rejection("missing_field", "type is missing.");
      default ->
          throw new Rejection(
              "unknown_type",
              "Unknown type. Known are chat.send, chat.stop, chat.resume, chat.follow, chat.feedback and"
                  + " ping.");
    };
  }

  private ClientFrame send(ObjectNode frame, String id) throws Rejection {
    AskOptions options = options(frame.get("options"));
    Branch branch = branch(frame.path("options"));
    return new ClientFrame.Send(
        id,
        uuid(frame, "conversationId", false),
        branch instanceof Branch.Regenerate ? "" : question(frame),
        options,
        branch,
        frame.path("traceparent").textValue());
  }

  private static Branch branch(JsonNode options) throws Rejection {
    List<Branch> named = new ArrayList<>();
    for (Map.Entry<String, Function<UUID, Branch>> each : BRANCHES.entrySet()) {
      JsonNode message = options.path(each.getKey());
      if (!message.isMissingNode() && !message.isNull()) {
        named.add(each.getValue().apply(parse(message.asText(""), "options." + each.getKey())));
      }
    }
    if (named.size() > 1) {
      throw new Rejection(
          "bad_options", "options may have one of after, replaces and regenerate, not several.");
    }
    return named.isEmpty() ? Branch.NEWEST : named.get(0);
  }

  private static FeedbackDesk.Rating rating(ObjectNode frame) throws Rejection {
    for (FeedbackDesk.Rating known : FeedbackDesk.Rating.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(frame.path("rating").asText())) {
        return known;
      }
    }
    throw new Rejection("missing_field", "rating must be up or down.");
  }

  private static String comment(ObjectNode frame) throws Rejection {
    JsonNode comment = frame.path("comment");
    if (comment.isMissingNode() || comment.isNull()) {
      return null;
    }
    String text = comment.isTextual() ? comment.textValue() : "";
    if (text.isBlank() || text.length() > MAX_COMMENT || isBroken(text)) {
      throw new Rejection(
          "bad_text",
          "comment must have 1 to " + MAX_COMMENT + " characters, none of them U+0000.");
    }
    return text;
  }

  private String question(ObjectNode frame) throws Rejection {
    JsonNode text = frame.get("text");
    if (text == null || !text.isTextual() || text.textValue().isBlank()) {
      throw new Rejection("missing_field", "text is missing or empty.");
    }
    String question = text.textValue();
    if (question.length() > maxQuestion) {
      throw new Rejection(
          "question_too_long",
          "The question has "
              + question.length()
              + " characters; at most "
              + maxQuestion
              + " are allowed. Longer texts can be uploaded as material.");
    }
    if (isBroken(question)) {
      throw new Rejection(
          "bad_text", "text must not contain the character U+0000, nor half a surrogate pair.");
    }
    return question;
  }

  /** What no database takes as text. */
  private static boolean isBroken(String text) {
    return text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
  }

  private static AskOptions options(JsonNode options) throws Rejection {
    if (options == null || options.isNull()) {
      return AskOptions.NONE;
    }
    if (!options.isObject()) {
      throw new Rejection("bad_options", "options must be an object.");
    }
    JsonNode language = options.path("language");
    try {
      return new AskOptions(
          language.isTextual() ? language.textValue() : null,
          materials(options.path("materials")),
          mode(options.path("mode")));
    } catch (IllegalArgumentException e) {
      throw new Rejection("bad_options", "options: " + e.getMessage() + ".");
    }
  }

  private static Set<UUID> materials(JsonNode list) throws Rejection {
    if (list.isMissingNode() || list.isNull()) {
      return Set.of();
    }
    if (!list.isArray() || list.size() > MAX_MATERIALS) {
      throw new Rejection(
          "bad_options", "options.materials must be a list of at most " + MAX_MATERIALS + " ids.");
    }
    Set<UUID> ids = new HashSet<>();
    for (JsonNode id : list) {
      ids.add(parse(id.asText(""), "options.materials"));
    }
    return ids;
  }

  private static Mode mode(JsonNode mode) throws Rejection {
    if (mode.isMissingNode() || mode.isNull()) {
      return Mode.EXPLAIN;
    }
    for (Mode known : Mode.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(mode.asText())) {
        return known;
      }
    }
    throw new Rejection("bad_options", "options.mode must be explain, hint or quiz.");
  }

  private static long afterSeq(ObjectNode frame) throws Rejection {
    JsonNode after = frame.get("afterSeq");
    if (after == null
        || !after.canConvertToLong()
        || !after.isIntegralNumber()
        || after.longValue() < 0) {
      throw new Rejection("missing_field", "afterSeq must be a whole number from 0.");
    }
    return after.longValue();
  }

  private static String required(String value, String field) throws Rejection {
    if (value == null) {
      throw new Rejection("missing_field", field + " is missing.");
    }
    return value;
  }

  private static UUID uuid(ObjectNode frame, String field, boolean required) throws Rejection {
    JsonNode value = frame.get(field);
    if (value == null || value.isNull()) {
      if (required) {
        throw new Rejection("missing_field", field + " is missing.");
      }
      return null;
    }
    return parse(value.isTextual() ? value.textValue() : "", field);
  }

  private static UUID parse(String text, String field) throws Rejection {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Rejection("bad_id", field + " is not an id that Sparkle gave.");
    }
  }

  private static ClientFrame.Bad bad(String id, String code, String message) {
    return new ClientFrame.Bad(id, ErrorInfo.of(code, message));
  }

  /** Leaves the reading of one frame; never leaves this class. */
  private static final class Rejection extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient ErrorInfo error;

    Rejection(String code, String message) {
      super(message, null, false, false);
      this.error = ErrorInfo.of(code, message);
    }
  }
}
