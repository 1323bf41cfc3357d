package dev.sparkle.task.boundary;

import dev.sparkle.platform.control.Acts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Puts what the operator of this request does on the record, before it is done. */
@RequestScoped
public class OperatorActs {

  @Inject private JsonWebToken token;
  @Inject private Acts acts;

  /** See {@link Acts#record}. */
  void record(String action, String object) {
    acts.record(UUID.fromString(token.getSubject()), action, object);
  }
}
