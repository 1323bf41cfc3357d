package dev.sparkle.cli.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a Grafana dashboard asks its data sources. */
final class DashboardQueries {

  enum Language {
    PROMQL,
    SQL
  }

  /**
   * A question of a panel, with Grafana's own variables filled in.
   *
   * @param panel its title
   */
  record Query(String panel, Language language, String text) {}

  private DashboardQueries() {}

  /** All of them; a panel that asks nothing, other than a text or a row, is an empty question. */
  static List<Query> of(JsonNode dashboard) {
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      String title = panel.path("title").asText();
      boolean asks = !List.of("text", "row").contains(panel.path("type").asText());
      if (asks && panel.path("targets").isEmpty()) {
        queries.add(new Query(title, Language.PROMQL, ""));
      }
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            target.has("rawSql")
                ? new Query(title, Language.SQL, sql(target.path("rawSql").asText()))
                : new Query(title, Language.PROMQL, promql(target.path("expr").asText())));
      }
    }
    return queries;
  }

  private static String promql(String expression) {
    return expression.replace("$__rate_interval", "1m").replace("$__range", "1h");
  }

  private static String sql(String query) {
    return query.replaceAll("\\$__timeFilter\\(([^)]+)\\)", "$1 > now() - interval '30 days'");
  }
}
