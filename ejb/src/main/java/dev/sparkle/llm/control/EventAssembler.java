package dev.sparkle.llm.control;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import java.util.function.Consumer;

/**
 * Makes server-sent events of lines, by the WHATWG rules: several {@code data} lines are one event,
 * comments and unknown fields are skipped, an empty line ends the event. Looser in one point: an
 * event whose lines are whole but whose empty line is missing at the end of the stream counts, as
 * several servers end so.
 */
final class EventAssembler {

  private final int maxCharacters;
  private final Consumer<ServerSentEvent> events;
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private String type;

  /**
   * @param maxCharacters most data of one event
   * @param events gets each event
   */
  EventAssembler(int maxCharacters, Consumer<ServerSentEvent> events) {
    this.maxCharacters = maxCharacters;
    this.events = events;
  }

  /**
   * Takes the next line.
   *
   * @throws GarbageException if the event is larger than allowed
   */
  void line(String line) {
    if (line.isEmpty()) {
      end();
      return;
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    int from = colon + 1 < line.length() && line.charAt(colon + 1) == ' ' ? colon + 2 : colon + 1;
    String value = colon < 0 ? "" : line.substring(from);
    if (field.equals("data")) {
      append(value);
    } else if (field.equals("event")) {
      type = value;
    }
  }

  /** Tells the event that is complete so far, if there is one. */
  void end() {
    ServerSentEvent event = hasData ? new ServerSentEvent(type, data.toString()) : null;
    data.setLength(0);
    hasData = false;
    type = null;
    if (event != null) {
      events.accept(event);
    }
  }

  private void append(String value) {
    if (data.length() + value.length() > maxCharacters) {
      throw new GarbageException("an event of more than " + maxCharacters + " characters");
    }
    if (hasData) {
      data.append('\n');
    }
    data.append(value);
    hasData = true;
  }
}
