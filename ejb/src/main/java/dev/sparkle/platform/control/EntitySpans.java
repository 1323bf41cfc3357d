package dev.sparkle.platform.control;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/**
 * A span for each statement that JPA runs within a span that is recorded; {@link Database} does the
 * same for plain SQL. The text has parameters' places, never their values.
 */
public class EntitySpans extends SessionEventAdapter {

  private record Open(Span span, Instant since) {}

  private static final ThreadLocal<Open> OPEN = new ThreadLocal<>();

  private volatile Tracer tracer;

  @Override
  public void preExecuteCall(SessionEvent event) {
    Open left = OPEN.get();
    if (left != null) {
      // that one threw, and nobody told when
      OPEN.remove();
      left.span().setStatus(StatusCode.ERROR);
      left.span().end(left.since());
    }
    if (!Span.current().isRecording() || !(event.getCall() instanceof DatabaseCall call)) {
      return;
    }
    String text = String.valueOf(call.getSQLString()).strip();
    String verb = text.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
    Span span =
        tracer()
            .spanBuilder(verb)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("db.system", "postgresql")
            .setAttribute("db.statement", text)
            .setAttribute("db.operation", verb)
            .startSpan();
    OPEN.set(new Open(span, Instant.now()));
  }

  @Override
  public void postExecuteCall(SessionEvent event) {
    Open open = OPEN.get();
    if (open != null) {
      OPEN.remove();
      open.span().end();
    }
  }

  private Tracer tracer() {
    Tracer found = tracer;
    if (found == null) {
      found = CDI.current().select(Tracer.class).get();
      tracer = found;
    }
    return found;
  }
}
