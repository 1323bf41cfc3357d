package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NodeMetricsTest {

  private static final String TEXT =
      """
      # HELP chat_answers_total Answers as learners got them
      # TYPE chat_answers_total counter
      chat_answers_total{mp_scope="application",outcome="done"} 90.0
      chat_answers_total{mp_scope="application",outcome="failed"} 10.0
      chat_first_words_seconds_bucket{mp_scope="application",le="0.5"} 60.0
      chat_first_words_seconds_bucket{mp_scope="application",le="1.0"} 95.0
      chat_first_words_seconds_bucket{mp_scope="application",le="+Inf"} 100.0
      chat_first_words_seconds_max{mp_scope="application"} NaN
      http_server_request_duration_seconds_count{http_route="/api/v1/usage",error_type=""} 20.0
      http_server_request_duration_seconds_sum{http_route="/api/v1/usage",error_type=""} 4.0
      http_server_request_duration_seconds_count{http_route="/health/ready"} 500.0
      http_server_request_duration_seconds_sum{http_route="/health/ready"} 1.0
      worker_up{mp_scope="application"} 1.0
      """;

  @Test
  void countsAnswersWordsAndCallsOfLearners() {
    Counts counts = new NodeMetrics(TEXT).counts();
    assertEquals(100, counts.answers());
    assertEquals(10, counts.failed());
    assertEquals(20, counts.calls());
    assertEquals(0.2, counts.meanCallSeconds(), 1e-9);
    assertEquals(100, counts.spoken());
    assertEquals(1.0, counts.firstWordsP95());
  }

  @Test
  void whatIsNotThereIsNothing() {
    assertEquals(0, new NodeMetrics("").sum("worker_up", labels -> true));
    assertEquals(0, new NodeMetrics("").counts().firstWordsP95());
    assertEquals(0, new NodeMetrics(TEXT).sum("chat_first_words_seconds_max", labels -> true));
  }
}
