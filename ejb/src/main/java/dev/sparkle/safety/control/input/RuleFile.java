package dev.sparkle.safety.control.input;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sparkle.safety.entity.Family;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rule book as a file: sets of synonyms, and rules made of them.
 *
 * @param sets by name, see {@link Sentences}
 * @param rules in the order of the file
 */
record RuleFile(Map<String, String> sets, List<Rule> rules) {

  RuleFile {
    sets = Map.copyOf(sets);
    rules = List.copyOf(rules);
  }

  /**
   * Reads a file in YAML.
   *
   * @throws IllegalArgumentException if it is not a rule book
   */
  static RuleFile read(InputStream yaml) {
    ObjectMapper mapper =
        new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    try {
      Book book = mapper.readValue(yaml, Book.class);
      return new RuleFile(book.sets, book.rules.stream().map(Entry::rule).toList());
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new IllegalArgumentException("this is not a rule book: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Book(Map<String, String> sets, List<Entry> rules) {}

  private record Entry(
      String id,
      @JsonProperty("lang") String language,
      String family,
      double weight,
      String where,
      List<String> say,
      List<String> unless,
      List<String> examples,
      List<String> not) {

    Rule rule() {
      return new Rule(
          id,
          language,
          Family.of(family),
          weight,
          places(where),
          say,
          unless == null ? List.of() : unless,
          examples == null ? List.of() : examples,
          not == null ? List.of() : not);
    }

    private static Set<Where> places(String where) {
      if (where == null || where.equals("both")) {
        return Set.of(Where.values());
      }
      return Set.of(Where.valueOf(where.toUpperCase(java.util.Locale.ROOT)));
    }
  }
}
