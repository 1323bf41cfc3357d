package dev.sparkle.task.control;

import dev.sparkle.platform.control.LogContext;
import dev.sparkle.platform.control.Traces;
import dev.sparkle.task.control.engine.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;

/** A span for each attempt, as a child of the one that submitted its task, on whichever node. */
@ApplicationScoped
public class TaskTracing implements Tracing {

  private final Tracer tracer;

  /** For the container's proxy. */
  protected TaskTracing() {
    this.tracer = null;
  }

  @Inject
  public TaskTracing(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public String current() {
    return Traces.parent();
  }

  @Override
  public Tracing.Step begin(String type, UUID task, String parent) {
    LogContext.Scope fields = LogContext.with(Map.of(LogContext.Field.TASK, task.toString()));
    Span span =
        tracer
            .spanBuilder("task " + type)
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(Traces.under(parent))
            .setAttribute("task.id", task.toString())
            .setAttribute("task.type", type)
            .startSpan();
    Scope scope = span.makeCurrent();
    return failure -> {
      scope.close();
      if (failure != null) {
        span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
      }
      span.end();
      fields.close();
    };
  }
}
