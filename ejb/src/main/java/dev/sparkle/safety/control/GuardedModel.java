package dev.sparkle.safety.control;

import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.ModelGateway;
import dev.sparkle.llm.entity.ModelCall;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * The one door to a language model: whatever wants words from a model calls this, and an
 * architecture test sees to it that nothing else holds a provider. The five safety layers stand
 * here as interceptors, as they are built.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class GuardedModel {

  private ModelGateway gateway;

  /** For the container. */
  public GuardedModel() {}

  @Inject
  public GuardedModel(ModelGateway gateway) {
    this.gateway = gateway;
  }

  /**
   * Starts an answer and returns at once; the words, the usage and exactly one end arrive in the
   * sink later.
   */
  public void stream(ModelCall call, AnswerSink sink) {
    gateway.stream(call, sink);
  }
}
