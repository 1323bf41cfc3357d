package dev.sparkle.cli.bench.peer.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sparkle.platform.control.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * Answers the harness: one JSON line for each that it reads. A worker reads, too, and answers only
 * what concerns its own process.
 */
public final class PeerProtocol {

  /** Whether something lives in the queue that is measured; indexes task_ready, task_running. */
  private static final String PENDING =
      """
      select (exists (select from task where queue = 'default' and state = 'queued' and not held)
           or exists (select from task where worker is not null and state = 'running')
           or exists (select from task where queue = 'default'
                      and state in ('scheduled', 'retrying') and waits_for = 0
                      and run_at < now() + interval '1 hour'))::int
      """;

  private final PeerParts parts;
  private final JsonMapper json = Json.mapper();

  public PeerProtocol(PeerParts parts) {
    this.parts = parts;
  }

  /** Says that the program is ready, and answers until the harness closes its side. */
  public void serve(InputStream in, OutputStream out)
      throws IOException, SQLException, InterruptedException {
    PrintStream said = new PrintStream(out, true, StandardCharsets.UTF_8);
    BufferedReader asked = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    said.println(json.writeValueAsString(Map.of("ready", true)));
    for (String line = asked.readLine(); line != null; line = asked.readLine()) {
      said.println(json.writeValueAsString(answer(json.readValue(line, PeerRequest.class))));
    }
  }

  private Map<String, Object> answer(PeerRequest request)
      throws SQLException, InterruptedException {
    return switch (request.op()) {
      case "put" -> new Puts(parts).put(request);
      case "pending" -> Map.of("pending", pending());
      case "heap" -> Map.of("bytes", liveHeap());
      case "overhead" ->
          Map.of(
              "micros",
              new Overhead(parts)
                  .run("tracked".equals(request.way()), request.n(), request.conc(), request.ms()));
      default -> Map.of("error", "no such request: " + request.op());
    };
  }

  private long pending() throws SQLException {
    try (Connection connection = parts.database().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(PENDING)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Bytes that are left after full collections. */
  private static long liveHeap() {
    Runtime runtime = Runtime.getRuntime();
    for (int round = 0; round < 3; round++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
