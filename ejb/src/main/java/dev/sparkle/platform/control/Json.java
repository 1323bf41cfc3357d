package dev.sparkle.platform.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The one way Sparkle writes and reads JSON: camelCase names, absent instead of null, times as ISO
 * 8601 in UTC, unknown fields ignored.
 */
public final class Json {

  /** Longest text value, in characters; a question has 4,000, a token 1,000. */
  private static final int MAX_STRING = 64 * 1024;

  /** Largest document, in characters. */
  private static final long MAX_DOCUMENT = 512 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(MAX_STRING)
                          .maxDocumentLength(MAX_DOCUMENT)
                          .maxNestingDepth(64)
                          .build())
                  .build())
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  /** The mapper, for parsers and JAX-RS. It is thread-safe and must not be reconfigured. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * The value as JSON text.
   *
   * @throws IllegalArgumentException if the value has no JSON form; a programming error
   */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON form: " + value.getClass().getName(), e);
    }
  }

  /**
   * The value of JSON text that Sparkle itself wrote.
   *
   * @throws IllegalArgumentException if it is not of that type
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
    }
  }
}
