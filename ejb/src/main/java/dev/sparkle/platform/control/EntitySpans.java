package dev.sparkle.platform.control;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Locale;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/**
 * A span for each statement that JPA runs within a span that is recorded; {@link Database} does the
 * same for plain SQL. The text has parameters' places, never their values.
 */
public class EntitySpans extends SessionEventAdapter {

  private static final ThreadLocal<Span> OPEN = new ThreadLocal<>();

  private volatile Tracer tracer;

  @Override
  public void preExecuteCall(SessionEvent event) {
    // one that threw has left its span behind
    postExecuteCall(event);
    if (!Span.current().isRecording() || !(event.getCall() instanceof DatabaseCall call)) {
      return;
    }
    String text = String.valueOf(call.getSQLString()).strip();
    String verb = text.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
    OPEN.set(
        tracer()
            .spanBuilder(verb)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("db.system", "postgresql")
            .setAttribute("db.statement", text)
            .setAttribute("db.operation", verb)
            .startSpan());
  }

  @Override
  public void postExecuteCall(SessionEvent event) {
    Span open = OPEN.get();
    if (open != null) {
      OPEN.remove();
      open.end();
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
