package dev.sparkle.it;

import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Frames as a client might send them: good ones, broken ones and hostile ones. Repeatable. */
final class GeneratedFrames {

  private static final List<String> TYPES =
      List.of("chat.send", "chat.stop", "chat.resume", "chat.feedback", "chat.follow", "ping");

  private static final List<String> FIELDS =
      List.of(
          "id",
          "text",
          "conversationId",
          "generationId",
          "messageId",
          "afterSeq",
          "rating",
          "comment",
          "options",
          "type");

  private final Random random;
  private final String generation;

  /**
   * @param generation an answer of the client's that has ended
   */
  GeneratedFrames(long seed, String generation) {
    this.random = new Random(seed);
    this.generation = generation;
  }

  /** The next frame. */
  String next() {
    int kind = random.nextInt(10);
    return kind < 3 ? good() : kind < 6 ? broken(good()) : kind < 9 ? odd() : hostile();
  }

  private String good() {
    String id = id();
    return switch (random.nextInt(40)) {
      case 0 -> "{\"type\":\"chat.send\",\"id\":\"" + id + "\",\"text\":\"What is osmosis?\"}";
      case 1 -> resume(random.nextInt(40));
      case 2, 3, 4 -> "{\"type\":\"chat.stop\",\"generationId\":\"" + id + "\"}";
      case 5, 6, 7 -> "{\"type\":\"chat.feedback\",\"messageId\":\"" + id + "\",\"rating\":\"up\"}";
      case 8, 9, 10 -> "{\"type\":\"chat.follow\",\"conversationId\":\"" + id + "\"}";
      case 11, 12 -> "{\"type\":\"chat.follow\"}";
      default -> "{\"type\":\"ping\",\"id\":\"" + id + "\"}";
    };
  }

  private String resume(long after) {
    return "{\"type\":\"chat.resume\",\"generationId\":\""
        + generation
        + "\",\"afterSeq\":"
        + after
        + "}";
  }

  private String id() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** Cut, doubled, or with a character changed, put in or taken out. */
  private String broken(String frame) {
    int at = random.nextInt(frame.length());
    return switch (random.nextInt(5)) {
      case 0 -> frame.substring(0, at);
      case 1 -> frame + frame.substring(at);
      case 2 -> frame.substring(0, at) + any() + frame.substring(at);
      case 3 -> frame.substring(0, at) + frame.substring(at + 1);
      default -> frame.substring(0, at) + any() + frame.substring(at + 1);
    };
  }

  /** Good JSON of a known type, with fields of any kind. */
  private String odd() {
    StringBuilder frame = new StringBuilder("{\"type\":\"").append(pick(TYPES)).append('"');
    for (int i = random.nextInt(6); i > 0; i--) {
      frame.append(",\"").append(pick(FIELDS)).append("\":").append(value(3));
    }
    return frame.append('}').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 9)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> Long.toString(random.nextLong());
      case 3 -> "1e" + random.nextInt(5000);
      case 4 -> "-0.0";
      case 5 -> "\"\"";
      case 6 -> "\"" + id() + "\"";
      case 7 -> "\"\\u0000\\ud800 \\u202e\"";
      case 8 -> "\"" + "long ".repeat(random.nextInt(900)) + "\"";
      case 9 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
      case 10 -> "{\"mode\":" + value(depth - 1) + "}";
      default -> "{\"materials\":" + value(depth - 1) + ",\"after\":" + value(depth - 1) + "}";
    };
  }

  private String hostile() {
    return switch (random.nextInt(8)) {
      case 0 -> "[".repeat(1 + random.nextInt(20_000));
      case 1 -> "{\"a\":".repeat(1 + random.nextInt(5_000));
      case 2 -> "x".repeat(random.nextInt(120_000));
      case 3 -> "{\"type\":\"ping\",\"id\":" + "9".repeat(1 + random.nextInt(30_000)) + "}";
      case 4 -> "{\"type\":\"" + "chat.".repeat(1 + random.nextInt(5_000)) + "\"}";
      case 5 -> "{" + "\"type\":\"ping\",".repeat(1 + random.nextInt(2_000)) + "\"id\":\"1\"}";
      case 6 -> "{\"type\":\"chat.resume\",\"generationId\":\"" + id() + "\",\"afterSeq\":1e400}";
      default -> "'; drop table account; -- <script>alert(1)</script> ${jndi:ldap://x} \u0000";
    };
  }

  private String any() {
    return random.nextInt(4) == 0
        ? new String(Character.toChars(random.nextInt(0xE000, 0x10FFFF)))
        : String.valueOf((char) random.nextInt(0x20, 0x7F));
  }

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
