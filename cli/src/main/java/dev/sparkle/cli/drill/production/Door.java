package dev.sparkle.cli.drill.production;

import dev.sparkle.cli.drill.DrillReport.Expectation;
import dev.sparkle.cli.services.NodePorts;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A door of a node, or of HAProxy before it, and what it is documented to answer.
 *
 * @param words as a sentence
 * @param answers status codes that are right, by path
 */
record Door(String words, URI address, Map<String, Set<Integer>> answers) {

  /** Nobody listens. */
  static final int NONE = 0;

  /** Somebody listens, and does not answer in time, or not in HTTP: right at no door. */
  static final int SILENT = -1;

  private static final Set<Integer> THERE = Set.of(200, 301, 302, 303, 307, 308);
  private static final Set<Integer> GONE = Set.of(404);
  private static final List<String> OF_OPERATORS =
      List.of(
          "/metrics",
          "/ops",
          "/ops/",
          "/api/v1/admin/overview",
          "/openapi",
          "/adminCenter",
          "/ibm/api");

  Door {
    answers = new TreeMap<>(answers);
  }

  /** Asks for a path, and tells the status code, {@link #NONE} or {@link #SILENT}. */
  interface Asking {
    int status(URI address);
  }

  /** Where learners come in: the page, and nothing of the operators'. */
  static Door ofLearners(String words, URI address) {
    Map<String, Set<Integer>> answers = new TreeMap<>();
    answers.put("/", Set.of(200));
    answers.put("/health", Set.of(200));
    OF_OPERATORS.forEach(path -> answers.put(path, GONE));
    return new Door(words, address, answers);
  }

  /** The three of a node, and that plain HTTP is not on the learners' interface. */
  static List<Door> ofNode(NodePorts ports) {
    return List.of(
        ofLearners(
            "the learners' HTTPS door has the page and nothing of the operators'",
            ports.secureAddress()),
        new Door(
            "plain HTTP is not on the learners' interface",
            URI.create("http://" + ports.host() + ":" + ports.http()),
            Map.of("/", Set.of(NONE))),
        new Door(
            "the operators' HTTP door has metrics and console, and asks who it is",
            ports.address(),
            Map.of(
                "/health",
                Set.of(200),
                "/metrics",
                Set.of(200),
                "/ops/",
                Set.of(200),
                "/api/v1/admin/overview",
                Set.of(401))),
        new Door(
            "Liberty's own door has its metrics",
            URI.create("http://localhost:" + ports.management()),
            Map.of("/metrics", Set.of(200))),
        new Door(
            "the Admin Center is behind Liberty's own TLS door",
            URI.create("https://localhost:" + ports.managementSecure()),
            Map.of("/adminCenter", THERE)));
  }

  /** Holds what is answered against what is documented. */
  Expectation look(Asking asking) {
    StringBuilder seen = new StringBuilder();
    boolean ok = true;
    for (Map.Entry<String, Set<Integer>> each : answers.entrySet()) {
      int status = asking.status(address.resolve(each.getKey()));
      ok &= each.getValue().contains(status);
      seen.append(seen.isEmpty() ? "" : ", ")
          .append(each.getKey())
          .append(' ')
          .append(words(status));
    }
    return new Expectation(words, ok, seen.toString());
  }

  private static String words(int status) {
    return switch (status) {
      case NONE -> "nobody listens";
      case SILENT -> "no answer";
      default -> Integer.toString(status);
    };
  }
}
