package dev.sparkle.safety.control.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.safety.entity.InputPolicy;
import dev.sparkle.safety.entity.InputPolicy.Harm;
import dev.sparkle.safety.entity.InputPolicy.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The policies of the courses that have one of their own. */
public final class InputPolicies {

  private static final List<String> FIELDS =
      List.of(
          "mode", "threshold", "harm", "harmThreshold", "disabledRules", "allow", "maxCharacters");

  private record Read(InputPolicy otherwise, Map<String, InputPolicy> byCourse) {}

  private final Supplier<Read> read;

  private InputPolicies(Supplier<Read> read) {
    this.read = read;
  }

  private InputPolicies(InputPolicy otherwise, Map<String, InputPolicy> byCourse) {
    Read always = new Read(otherwise, byCourse);
    this.read = () -> always;
  }

  /** At any moment those that are given then. */
  public static InputPolicies following(Supplier<InputPolicies> latest) {
    return new InputPolicies(() -> latest.get().read.get());
  }

  /** One policy for all. */
  public static InputPolicies only(InputPolicy policy) {
    return new InputPolicies(Objects.requireNonNull(policy, "policy"), Map.of());
  }

  /**
   * Reads an object with a policy for each course; what a policy does not say is as otherwise:
   * {@code {"biology-1":{"threshold":0.8,"harm":"allow","mode":"shadow","allow":["…"],
   * "disabledRules":["…"]}}}.
   *
   * @param json empty for none
   * @throws IllegalArgumentException that says which course and field is wrong, and how it should
   *     be
   */
  public static InputPolicies parse(String json, InputPolicy otherwise) {
    if (json.isBlank()) {
      return only(otherwise);
    }
    JsonNode courses = tree(json);
    if (!courses.isObject()) {
      throw new IllegalArgumentException(
          "the policies of the courses are a JSON object, e.g. {\"biology-1\":{\"threshold\":0.8}}");
    }
    Map<String, InputPolicy> policies = new LinkedHashMap<>();
    courses
        .properties()
        .forEach(
            course ->
                policies.put(
                    course.getKey(), policy(course.getKey(), course.getValue(), otherwise)));
    return new InputPolicies(otherwise, policies);
  }

  private static JsonNode tree(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the policies of the courses are no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static InputPolicy policy(String course, JsonNode fields, InputPolicy otherwise) {
    try {
      if (!fields.isObject()) {
        throw new IllegalArgumentException("a policy is a JSON object, not " + fields);
      }
      fields
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!FIELDS.contains(name)) {
                  throw new IllegalArgumentException(
                      "there is no " + name + "; there are " + String.join(", ", FIELDS));
                }
              });
      return new InputPolicy(
          choice(fields, "mode", Mode.class, otherwise.mode()),
          number(fields, "threshold", otherwise.threshold()),
          choice(fields, "harm", Harm.class, otherwise.harm()),
          number(fields, "harmThreshold", otherwise.harmThreshold()),
          new HashSet<>(words(fields, "disabledRules", otherwise.disabledRules())),
          words(fields, "allow", otherwise.allowed()),
          whole(fields, "maxCharacters", otherwise.maxCharacters()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "policy of the course \"" + course + "\": " + e.getMessage(), e);
    }
  }

  private static <E extends Enum<E>> E choice(
      JsonNode fields, String name, Class<E> type, E otherwise) {
    JsonNode value = fields.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> code(each).equals(value.asText()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name
                        + " is "
                        + value
                        + "; it is one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(InputPolicies::code)
                            .collect(Collectors.joining(", "))));
  }

  private static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static double number(JsonNode fields, String name, double otherwise) {
    JsonNode value = fields.path(name);
    if (!value.isMissingNode() && !value.isNumber()) {
      throw new IllegalArgumentException(name + " is " + value + "; it is a number");
    }
    return value.asDouble(otherwise);
  }

  private static int whole(JsonNode fields, String name, int otherwise) {
    JsonNode value = fields.path(name);
    if (!value.isMissingNode() && !value.canConvertToExactIntegral()) {
      throw new IllegalArgumentException(name + " is " + value + "; it is a whole number");
    }
    return value.asInt(otherwise);
  }

  private static List<String> words(JsonNode fields, String name, Collection<String> otherwise) {
    JsonNode list = fields.path(name);
    if (list.isMissingNode()) {
      return List.copyOf(otherwise);
    }
    List<String> words = new ArrayList<>();
    list.forEach(each -> words.add(each.isTextual() ? each.asText() : ""));
    if (!list.isArray() || words.contains("")) {
      throw new IllegalArgumentException(name + " is " + list + "; it is a list of strings");
    }
    return words;
  }

  /** Whether no course has a policy of its own. */
  public boolean isOneForAll() {
    return read.get().byCourse().isEmpty();
  }

  /** The policy of all that have none of their own. */
  public InputPolicy usual() {
    return read.get().otherwise();
  }

  /**
   * The policy for what concerns these courses: of several the strictest, of none, or where a
   * course has none of its own, the general one.
   */
  public InputPolicy policyFor(Set<String> courses) {
    Read now = read.get();
    return courses.stream()
        .map(course -> now.byCourse().getOrDefault(course, now.otherwise()))
        .reduce(InputPolicy::strictest)
        .orElse(now.otherwise());
  }
}
