package dev.sparkle.safety.control;

import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.ModelGateway;
import dev.sparkle.llm.entity.ModelCall;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;

/**
 * The one door to a language model: whatever wants words from a model calls this, and an
 * architecture test sees to it that nothing else holds a provider. The five safety layers stand
 * around it, outermost first; the numbers of layers are names, not an order.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors({
  SafetyMonitor.class, // layer 5
  InputSafety.class, // layer 1
  QuotaGuard.class, // layer 2
  OutputValidation.class, // layer 4
  GuardedCall.class, // layer 3
})
public class GuardedModel {

  private ModelGateway gateway;

  /** For the container. */
  public GuardedModel() {}

  /** For the container. */
  @Inject
  GuardedModel(ModelGateway gateway) {
    this.gateway = gateway;
  }

  /**
   * Starts an answer and returns at once; the material that it may refer to, the words, the usage
   * and exactly one end arrive in the sink later. A refusal is an end, too, and tells the learner
   * in a sentence what would be all right.
   */
  public void stream(ModelCall call, AnswerSink sink) {
    gateway.stream(call, sink);
  }
}
