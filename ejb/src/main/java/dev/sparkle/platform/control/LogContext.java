package dev.sparkle.platform.control;

import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What every log line of a piece of work carries: request, generation and account. It travels with
 * the work: {@link #carry} hands it, and the trace, to another thread.
 *
 * <p>Accounts are only ever put in by their pseudonym.
 */
public final class LogContext {

  /** The names under which lines carry values; log formats add the prefix {@code ext_}. */
  public enum Field {
    REQUEST("request_id"),
    GENERATION("generation_id"),
    ACCOUNT("account"),
    TASK("task_id");

    private final String label;

    Field(String label) {
      this.label = label;
    }

    /** The field's name in the logs. */
    public String label() {
      return label;
    }
  }

  private static final ThreadLocal<Map<Field, String>> CURRENT = ThreadLocal.withInitial(Map::of);

  private LogContext() {}

  /** The value on this thread, or null. */
  public static String get(Field field) {
    return CURRENT.get().get(field);
  }

  /**
   * Adds values for the time until the scope is closed.
   *
   * @return closes the scope; use it in a try statement
   */
  public static Scope with(Map<Field, String> values) {
    Map<Field, String> before = CURRENT.get();
    Map<Field, String> now = new java.util.EnumMap<>(Field.class);
    now.putAll(before);
    now.putAll(values);
    CURRENT.set(now);
    return () -> CURRENT.set(before);
  }

  /**
   * Adds a value for the rest of the scope that is open on this thread: for what is found out only
   * on the way. Does nothing where none is open, as nobody would take it away again.
   */
  public static void add(Field field, String value) {
    Map<Field, String> before = CURRENT.get();
    if (!before.isEmpty()) {
      Map<Field, String> now = new java.util.EnumMap<>(before);
      now.put(field, value);
      CURRENT.set(now);
    }
  }

  /** The action, to be run elsewhere with this thread's log fields and trace. */
  public static Runnable carry(Runnable action) {
    Objects.requireNonNull(action, "action");
    Map<Field, String> fields = CURRENT.get();
    Context trace = Context.current();
    return () -> run(fields, trace, action);
  }

  /**
   * This thread's log fields and trace, for threads that are not handed an action: each call puts
   * them on the calling thread until the scope is closed there.
   */
  public static Supplier<Scope> captured() {
    Map<Field, String> fields = CURRENT.get();
    Context trace = Context.current();
    return () -> put(fields, trace);
  }

  private static void run(Map<Field, String> fields, Context trace, Runnable action) {
    try (Scope scope = put(fields, trace)) {
      Objects.requireNonNull(scope);
      action.run();
    }
  }

  private static Scope put(Map<Field, String> fields, Context trace) {
    Map<Field, String> before = CURRENT.get();
    CURRENT.set(fields);
    io.opentelemetry.context.Scope scope = trace.makeCurrent();
    return () -> {
      scope.close();
      if (before.isEmpty()) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    };
  }

  /** An executor that carries the context of whoever hands it an action. */
  public static Executor carrying(Executor pool) {
    return action -> pool.execute(carry(action));
  }

  /**
   * An executor whose actions all run with this thread's context of now, whoever hands them in: for
   * work whose next steps come from threads that know nothing of it.
   */
  public static Executor within(Executor pool) {
    Map<Field, String> fields = CURRENT.get();
    Context trace = Context.current();
    return action -> pool.execute(() -> run(fields, trace, action));
  }

  /** Ends a scope. */
  @FunctionalInterface
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }
}
