package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sparkle.llm.entity.Ending.Failed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class LlmFailureTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void readsRetryAfterAsSecondsOrAsADate() {
    assertEquals(7000L, refused(429, "7").retryAfterMs());
    assertEquals(90_000L, refused(429, "Mon, 23 Nov 2026 12:01:30 GMT").retryAfterMs());
  }

  @Test
  void ignoresARetryAfterThatMakesNoSense() {
    for (String value :
        new String[] {
          "", "soon", "-5", "99999999999999999999", "864000", "Mon, 23 Nov 2020 12:01:30 GMT"
        }) {
      assertNull(refused(503, value).retryAfterMs(), value);
    }
  }

  @Test
  void givesEachStatusItsCode() {
    assertEquals("llm_rate_limited", refused(429, "1").code());
    assertEquals("llm_rejected", refused(401, "1").code());
    assertFalse(refused(404, "1").retryable());
    assertEquals("llm_rejected", refused(302, "1").code());
    assertEquals("llm_unavailable", refused(503, "1").code());
  }

  @Test
  void findsTheCauseHoweverDeepItIsWrapped() {
    assertEquals("llm_unreachable", of(new ConnectException("refused")).code());
    assertEquals("llm_timeout_connect", of(new HttpConnectTimeoutException("slow")).code());
    assertEquals("llm_interrupted", of(new IOException("reset")).code());
    assertEquals("llm_garbage", of(new GarbageException("x")).code());
    assertEquals("llm_unavailable", of(new IllegalStateException("x")).code());
  }

  @Test
  void neverQuotesTheUpstream() {
    RefusedException refused =
        RefusedException.of(
            400,
            Optional.empty(),
            "{\"error\":{\"message\":\"key sk-secret is wrong\",\"code\":\"invalid_api_key\"}}",
            NOON);
    assertEquals("status 400, invalid_api_key", refused.getMessage());
    assertFalse(LlmFailure.of(refused).message().contains("secret"));
  }

  private static Failed of(Throwable cause) {
    return LlmFailure.of(new RuntimeException(new CompletionException(cause)));
  }

  private static Failed refused(int status, String retryAfter) {
    return LlmFailure.of(
        new RuntimeException(RefusedException.of(status, Optional.of(retryAfter), "", NOON)));
  }
}
