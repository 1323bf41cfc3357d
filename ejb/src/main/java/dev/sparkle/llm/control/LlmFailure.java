package dev.sparkle.llm.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sparkle.llm.entity.Ending;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * What can go wrong with a language model's server, with a stable code each. The sentences are for
 * learners; neither keys nor anything that the server said are ever part of them.
 */
enum LlmFailure {
  /** No connection: wrong address, refused, no route, TLS. */
  UNREACHABLE("The language model cannot be reached.", true),
  /** The connection did not stand in time. */
  TIMEOUT_CONNECT("The language model cannot be reached in time.", true),
  /** It took the question and said nothing in time. */
  TIMEOUT_FIRST_TOKEN("The language model is too slow to begin.", true),
  /** It stopped in the middle and said nothing more in time. */
  TIMEOUT_GAP("The language model stopped in the middle of the answer.", true),
  /** It talked on and on. */
  TIMEOUT_TOTAL("The language model took too long for the whole answer.", true),
  /** Status 429. */
  RATE_LIMITED("The language model has too many questions at the moment.", true),
  /** Status 400, 413 or 422: it does not take this one request. */
  UNFIT("The language model does not take this request.", false),
  /** Any other status below 500 that is no success, or a setting that makes no request. */
  REJECTED("The language model does not accept the request; an operator has to look.", false),
  /** Status 500 and above, or an error that it reports in its stream. */
  UNAVAILABLE("The language model is out of order at the moment.", true),
  /** The connection broke before the answer was complete. */
  INTERRUPTED("The connection to the language model broke.", true),
  /** The model's own filter ended the answer. */
  FILTERED("The language model's own filter ended the answer.", false),
  /** What came is no answer of a language model. */
  GARBAGE("The language model sent something that cannot be read.", true),
  /** As many answers are running, or waiting to begin, as this node allows. */
  BUSY("The language model has too many questions at the moment.", true),
  /** Its circuit breaker is open. */
  LEFT_ALONE("The language model was out of order a moment ago and is left alone for now.", true),
  /** The operator has switched it off. */
  SWITCHED_OFF("The language model has been switched off for now.", true);

  private final String sentence;
  private final boolean retryable;

  LlmFailure(String sentence, boolean retryable) {
    this.sentence = sentence;
    this.retryable = retryable;
  }

  /** The stable code, e.g. {@code llm_timeout_gap}. */
  String code() {
    return "llm_" + name().toLowerCase(Locale.ROOT);
  }

  /** The failure of a code of this list; anything else is out of order. */
  static LlmFailure ofCode(String code) {
    return Stream.of(values())
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElse(UNAVAILABLE);
  }

  Ending.Failed ending() {
    return ending(null);
  }

  Ending.Failed ending(Long retryAfterMs) {
    return new Ending.Failed(code(), sentence, retryable, retryAfterMs);
  }

  /** The failure that an exception of the HTTP client or of LangChain4j tells. */
  static Ending.Failed of(Throwable error) {
    Optional<RefusedException> refused = find(error, RefusedException.class);
    if (refused.isPresent()) {
      return ofStatus(refused.get().statusCode()).ending(refused.get().retryAfterMs());
    }
    if (any(
        error, GarbageException.class, JsonProcessingException.class, ProtocolException.class)) {
      return GARBAGE.ending();
    }
    if (any(error, HttpConnectTimeoutException.class)) {
      return TIMEOUT_CONNECT.ending();
    }
    if (any(
        error,
        ConnectException.class,
        UnresolvedAddressException.class,
        UnknownHostException.class,
        NoRouteToHostException.class,
        SSLException.class)) {
      return UNREACHABLE.ending();
    }
    if (any(error, IOException.class)) {
      return INTERRUPTED.ending();
    }
    return any(error, IllegalArgumentException.class) ? REJECTED.ending() : UNAVAILABLE.ending();
  }

  private static LlmFailure ofStatus(int status) {
    return switch (status) {
      case 429 -> RATE_LIMITED;
      case 400, 413, 422 -> UNFIT;
      default -> status >= 500 ? UNAVAILABLE : REJECTED;
    };
  }

  private static boolean any(Throwable error, Class<?>... types) {
    return Stream.of(types).anyMatch(type -> find(error, type).isPresent());
  }

  /** Ten causes deep, which also ends a cycle. */
  private static <T> Optional<T> find(Throwable error, Class<T> type) {
    return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
        .limit(10)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
