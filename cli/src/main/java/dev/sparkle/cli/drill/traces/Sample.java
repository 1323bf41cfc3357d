package dev.sparkle.cli.drill.traces;

import dev.sparkle.cli.drill.traces.Trace.Wanted;
import java.util.List;

/**
 * One piece of work and its trace.
 *
 * @param kind one of {@link #KINDS}
 * @param trace its id, by which it was begun, or which its error named
 * @param parent the client's own span; where the server began the trace, its id is not known: empty
 * @param faults of its trace; what went wrong before it was looked at stands there first
 * @param spans how many there were
 */
record Sample(String kind, String trace, String parent, List<String> faults, int spans) {

  static final List<String> KINDS = List.of("chat", "task", "error");

  private static final List<Wanted> CHAT =
      List.of(
          Wanted.named("chat.send"),
          Wanted.named("chat answer"),
          Wanted.named("chat history"),
          Wanted.named("knowledge retrieval"),
          Wanted.named("safety monitor"),
          Wanted.named("safety input"),
          Wanted.named("safety quota"),
          Wanted.named("safety call"),
          Wanted.named("safety output"),
          Wanted.tagged("call of the model", "gen_ai.request.model"),
          Wanted.tagged("SQL", "db.system"));

  private static final List<Wanted> TASK =
      List.of(
          Wanted.named("POST /api/v1/materials"),
          Wanted.named("task material.ingest"),
          Wanted.named("job material-ingest"),
          Wanted.tagged("SQL", "db.system"));

  /** What is to be looked at. */
  static Sample of(String kind, String trace, String parent, List<String> faults) {
    return new Sample(kind, trace, parent, faults, 0);
  }

  boolean whole() {
    return faults.isEmpty();
  }

  /** The same, after a look at its trace. */
  Sample found(ZipkinApi zipkin) {
    if (!faults.isEmpty()) {
      return this;
    }
    List<Wanted> wanted =
        switch (kind) {
          case "chat" -> CHAT;
          case "task" -> TASK;
          default -> List.of();
        };
    Trace found =
        zipkin.whole(trace, each -> each.size() > 0 && each.faults(wanted, parent).isEmpty());
    List<String> wrong =
        found.size() == 0 ? List.of("not in Zipkin") : found.faults(wanted, parent);
    return new Sample(kind, trace, parent, wrong, found.size());
  }
}
