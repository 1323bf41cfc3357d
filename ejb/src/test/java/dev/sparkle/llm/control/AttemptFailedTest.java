package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sparkle.llm.control.AttemptFailed.Hopeless;
import dev.sparkle.llm.control.AttemptFailed.NotTheModelsFault;
import dev.sparkle.llm.control.AttemptFailed.WorthRetrying;
import dev.sparkle.llm.entity.Ending;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptFailedTest {

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "UNAVAILABLE", "INTERRUPTED", "GARBAGE", "RATE_LIMITED"})
  void isTriedAgainWhereThatMayHelp(LlmFailure failure) {
    assertInstanceOf(WorthRetrying.class, AttemptFailed.of(failure.ending()));
    assertInstanceOf(WorthRetrying.class, AttemptFailed.of(failure.ending(1000L)));
    assertInstanceOf(Hopeless.class, AttemptFailed.of(failure.ending(1001L)));
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMEOUT_CONNECT", "TIMEOUT_FIRST_TOKEN", "REJECTED"})
  void isNotTriedAgainWhereThatCostsTooMuch(LlmFailure failure) {
    assertInstanceOf(Hopeless.class, AttemptFailed.of(failure.ending()));
  }

  @ParameterizedTest
  @EnumSource(names = {"UNFIT", "FILTERED", "BUSY", "LEFT_ALONE", "SWITCHED_OFF"})
  void doesNotCountAgainstAModelThatCannotHelpIt(LlmFailure failure) {
    assertInstanceOf(NotTheModelsFault.class, AttemptFailed.of(failure.ending()));
  }

  @Test
  void speaksFaultTolerancesExceptions() {
    Ending.Failed limited = LlmFailure.RATE_LIMITED.ending(7000L);
    assertEquals(limited, ModelStep.failure(new CompletionException(AttemptFailed.of(limited))));
    assertEquals("llm_left_alone", ModelStep.failure(new CircuitBreakerOpenException()).code());
    assertEquals("llm_timeout_first_token", ModelStep.failure(new TimeoutException()).code());
    assertEquals("llm_busy", ModelStep.failure(new BulkheadException()).code());
    assertEquals("llm_unavailable", ModelStep.failure(new IllegalStateException()).code());
  }
}
