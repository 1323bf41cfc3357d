package dev.sparkle.llm.control;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;

/**
 * Hands an exchange to LangChain4j, which wants to build its client itself. The time-outs that it
 * sets are ignored: connecting is bounded by the shared client, silence by {@link SilenceTimer}.
 */
record UpstreamExchangeBuilder(UpstreamExchange exchange) implements HttpClientBuilder {

  @Override
  public Duration connectTimeout() {
    return null;
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration ignored) {
    return this;
  }

  @Override
  public Duration readTimeout() {
    return null;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration ignored) {
    return this;
  }

  @Override
  public HttpClient build() {
    return exchange;
  }
}
