package dev.sparkle.platform.control;

import com.ibm.websphere.logging.hpel.LogRecordContext;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.util.HashMap;
import java.util.Map;

/** Puts request, generation, account and trace into every line of Liberty's log. */
@Singleton
@Startup
public class LogFields {

  // Liberty holds extensions weakly: these references keep them alive
  private final Map<String, LogRecordContext.Extension> extensions = new HashMap<>();

  @PostConstruct
  void register() {
    for (LogContext.Field field : LogContext.Field.values()) {
      register(field.label(), () -> LogContext.get(field));
    }
    register("trace_id", Traces::id);
  }

  private void register(String label, LogRecordContext.Extension extension) {
    extensions.put(label, extension);
    LogRecordContext.registerExtension(label, extension);
  }

  @PreDestroy
  void unregister() {
    extensions.keySet().forEach(LogRecordContext::unregisterExtension);
  }
}
