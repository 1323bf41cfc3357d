package dev.sparkle.platform.control;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Traces as others write them: W3C Trace Context, level 1. */
public final class Traces {

  private static final String HEADER = "traceparent";

  private static final TextMapGetter<String> ONE_HEADER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
          return List.of(HEADER);
        }

        @Override
        public String get(String traceparent, String key) {
          return HEADER.equals(key) ? traceparent : null;
        }
      };

  private Traces() {}

  /** A step of some work, which may ask the database. */
  @FunctionalInterface
  public interface Step<T> {
    T take() throws SQLException;
  }

  /** Takes a step under a span of its own, which ends with it. */
  public static <T> T span(Tracer tracer, String name, Step<T> step) throws SQLException {
    Span span = tracer.spanBuilder(name).startSpan();
    try (Scope current = span.makeCurrent()) {
      Objects.requireNonNull(current);
      return step.take();
    } catch (SQLException | RuntimeException e) {
      span.setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }

  /** The id of this thread's trace, 32 hexadecimal digits, or null. */
  public static String id() {
    SpanContext now = Span.current().getSpanContext();
    return now.isValid() ? now.getTraceId() : null;
  }

  /** This thread's span as the header has it, or null. */
  public static String parent() {
    SpanContext now = Span.current().getSpanContext();
    return now.isValid()
        ? "00-" + now.getTraceId() + "-" + now.getSpanId() + "-" + now.getTraceFlags().asHex()
        : null;
  }

  /**
   * Where to hang a span under what somebody else began.
   *
   * @param traceparent null, or what is not such a header: nothing was begun
   */
  public static Context under(String traceparent) {
    return traceparent == null
        ? Context.root()
        : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, ONE_HEADER);
  }
}
