package dev.sparkle.cli.front;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What HAProxy counted of one node since HAProxy began.
 *
 * @param status as HAProxy says it: UP, DOWN, DRAIN, MAINT, or on the way
 * @param current requests and sockets at this moment
 * @param requests answered, the openings of sockets among them
 * @param errors answers with a status of 500 or above, and requests that got no answer
 * @param lost of the errors: no connection, or one that broke before the answer
 * @param retries connections that were tried again
 */
public record FrontCounts(
    String status, int weight, long current, long requests, long errors, long lost, long retries) {

  /** Nothing. */
  public static final FrontCounts NONE = new FrontCounts("", 0, 0, 0, 0, 0, 0);

  /** Whether it is checked and found well; one that gets nothing new may be so, too. */
  public boolean up() {
    return status.startsWith("UP") || status.startsWith("DRAIN");
  }

  /** Of the servers of a backend, by HAProxy's names for them, from {@code show stat}. */
  static Map<String, FrontCounts> read(String csv, String backend) {
    List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
    Map<String, FrontCounts> found = new LinkedHashMap<>();
    if (lines.isEmpty()) {
      return found;
    }
    List<String> names = Arrays.asList(lines.get(0).replaceFirst("^# ?", "").split(",", -1));
    for (String line : lines.subList(1, lines.size())) {
      Map<String, String> row = new HashMap<>();
      String[] values = line.split(",", -1);
      for (int each = 0; each < Math.min(values.length, names.size()); each++) {
        row.put(names.get(each), values[each]);
      }
      boolean server = backend.equals(row.get("pxname")) && !"BACKEND".equals(row.get("svname"));
      if (server && !"FRONTEND".equals(row.get("svname"))) {
        found.put(row.get("svname"), of(row));
      }
    }
    return found;
  }

  private static FrontCounts of(Map<String, String> row) {
    long lost = number(row, "econ") + number(row, "eresp");
    return new FrontCounts(
        row.getOrDefault("status", ""),
        (int) number(row, "weight"),
        number(row, "scur"),
        number(row, "hrsp_1xx")
            + number(row, "hrsp_2xx")
            + number(row, "hrsp_3xx")
            + number(row, "hrsp_4xx")
            + number(row, "hrsp_5xx")
            + lost,
        number(row, "hrsp_5xx") + lost,
        lost,
        number(row, "wretr"));
  }

  private static long number(Map<String, String> row, String name) {
    String value = row.getOrDefault(name, "");
    return value.isBlank() ? 0 : Long.parseLong(value.strip());
  }
}
