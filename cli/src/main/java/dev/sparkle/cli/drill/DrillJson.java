package dev.sparkle.cli.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** How drills write what programs read. */
public final class DrillJson {

  public static final ObjectMapper MAPPER = new ObjectMapper();

  private DrillJson() {}

  /** A happening as one line. */
  static String line(Happening each) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("at", each.at().toString()).put("kind", each.kind().name().toLowerCase(Locale.ROOT));
    line.put("subject", each.subject());
    if (!each.about().isEmpty()) {
      line.put("about", each.about());
    }
    return line.toString();
  }

  /** A value, with its fields on lines of their own. */
  public static String text(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
