package dev.sparkle.chat.entity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.entity.Allowance;
import java.util.List;
import java.util.UUID;

/**
 * What a client is told of a generation, version 1. Names and shapes are docs/api/asyncapi.yaml.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ChatEvent {

  /** The {@code type} on the wire. */
  @JsonIgnore
  String type();

  /** Whether nothing follows. */
  @JsonIgnore
  default boolean terminal() {
    return false;
  }

  /** The question was taken. {@code id} is the client's, {@code messageId} the question's. */
  record Accepted(String id, UUID messageId) implements ChatEvent {
    @Override
    public String type() {
      return "chat.accepted";
    }
  }

  /**
   * What is being done: {@code checking}, {@code retrieving}, {@code thinking}, {@code generating}.
   *
   * @param source who speaks, with {@code generating}; null otherwise
   * @param note a sentence for the learner, if it is not the usual model; null otherwise
   */
  record State(String state, String source, String note) implements ChatEvent {
    @Override
    public String type() {
      return "chat.status";
    }
  }

  /** What the answer may refer to. */
  record Citations(List<Citation> citations) implements ChatEvent {
    @Override
    public String type() {
      return "chat.citations";
    }
  }

  /** The next words. */
  record Delta(String text) implements ChatEvent {
    @Override
    public String type() {
      return "chat.delta";
    }
  }

  /** Something was masked. */
  record Redacted(String kind, int count) implements ChatEvent {
    @Override
    public String type() {
      return "chat.redacted";
    }
  }

  /**
   * What it consumed, and what is left; null or an empty {@code remaining} where nothing limits.
   */
  record Usage(long inputTokens, long outputTokens, long costMicros, Allowance remaining)
      implements ChatEvent {
    @Override
    public String type() {
      return "chat.usage";
    }
  }

  /** The answer is complete, or as long as it may be ({@code length}). */
  record Done(String finishReason, UUID messageId) implements ChatEvent {
    @Override
    public String type() {
      return "chat.done";
    }

    @Override
    public boolean terminal() {
      return true;
    }
  }

  /** The learner stopped it; what was said is kept. */
  record Stopped(String finishReason, UUID messageId) implements ChatEvent {
    @Override
    public String type() {
      return "chat.stopped";
    }

    @Override
    public boolean terminal() {
      return true;
    }
  }

  /** A safety layer ended it. {@code message} is for the learner. */
  record Blocked(String finishReason, UUID messageId, int layer, String reason, String message)
      implements ChatEvent {
    @Override
    public String type() {
      return "chat.blocked";
    }

    @Override
    public boolean terminal() {
      return true;
    }
  }

  /** It broke. */
  record Failed(String finishReason, UUID messageId, ErrorInfo error) implements ChatEvent {
    @Override
    public String type() {
      return "chat.failed";
    }

    @Override
    public boolean terminal() {
      return true;
    }
  }
}
