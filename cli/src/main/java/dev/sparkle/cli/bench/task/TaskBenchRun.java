package dev.sparkle.cli.bench.task;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/** Runs the bench in a schema of its own on a database, and removes it again. */
public final class TaskBenchRun {

  private final PGSimpleDataSource source = new PGSimpleDataSource();
  private final String schema = "bench_" + UUID.randomUUID().toString().replace("-", "");

  public TaskBenchRun(String url, String user, String password) {
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    source.setStringType("unspecified");
    source.setPrepareThreshold(3);
  }

  /**
   * Measures, and prints each figure as it is there, or one JSON document at the end.
   *
   * @return whether every goal was reached
   */
  public boolean run(PrintWriter out, boolean json, boolean growth)
      throws IOException, SQLException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    execute("create schema " + schema);
    source.setCurrentSchema(schema);
    execute(migration());
    try (Pool pool = new Pool(source)) {
      new TaskBench(
              pool.dataSource(),
              figure -> {
                figures.add(figure);
                if (!json) {
                  out.println(figure.row());
                  out.flush();
                }
              })
          .run(growth);
    } finally {
      execute("drop schema " + schema + " cascade");
    }
    boolean ok = figures.stream().allMatch(Figure::ok);
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(Map.of("scenarios", figures, "ok", ok)));
      out.flush();
    }
    return ok;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String migration() throws IOException {
    try (InputStream in = TaskBenchRun.class.getResourceAsStream("/db/migration/V5__task.sql")) {
      if (in == null) {
        throw new IOException("V5__task.sql is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
