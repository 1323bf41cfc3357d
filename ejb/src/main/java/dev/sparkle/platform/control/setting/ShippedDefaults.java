package dev.sparkle.platform.control.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The application's settings as {@code META-INF/microprofile-config.properties} ships them, in its
 * order.
 *
 * @param values by name, expressions not resolved
 * @param reasons by name, what the comment above says; of some there is none
 */
public record ShippedDefaults(Map<String, String> values, Map<String, String> reasons) {

  private static final String SHIPPED = "META-INF/microprofile-config.properties";

  /** Reads them. */
  public static ShippedDefaults read() {
    return parse(DeclaredSettings.lines(SHIPPED));
  }

  static ShippedDefaults parse(List<String> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> reasons = new LinkedHashMap<>();
    StringBuilder comment = new StringBuilder();
    StringBuilder whole = new StringBuilder();
    for (String line : lines) {
      if (line.startsWith("# ---") || line.isBlank()) {
        comment.setLength(0);
      } else if (line.startsWith("#")) {
        comment.append(line.substring(1));
      } else if (line.endsWith("\\")) {
        whole.append(line.strip(), 0, line.strip().length() - 1);
      } else {
        String[] parts = whole.append(line.strip()).toString().split("=", 2);
        whole.setLength(0);
        values.put(parts[0].strip(), parts.length > 1 ? parts[1].strip() : "");
        if (!comment.isEmpty()) {
          reasons.put(parts[0].strip(), comment.toString().strip());
        }
        comment.setLength(0);
      }
    }
    return new ShippedDefaults(values, reasons);
  }
}
