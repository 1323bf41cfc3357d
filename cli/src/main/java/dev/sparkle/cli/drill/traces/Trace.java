package dev.sparkle.cli.drill.traces;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The spans of one trace, as Zipkin has them.
 *
 * @param spans as its API gives them
 */
record Trace(JsonNode spans) {

  /** A span that a trace must have: a name, which Zipkin keeps in small letters, or a tag. */
  record Wanted(String what, String name, String tag) {

    /** One whose name begins so. */
    static Wanted named(String name) {
      return new Wanted(name, name.toLowerCase(Locale.ROOT), null);
    }

    /** One with that attribute. */
    static Wanted tagged(String what, String tag) {
      return new Wanted(what, null, tag);
    }

    private boolean is(JsonNode span) {
      return name != null
          ? span.path("name").asText().startsWith(name)
          : span.path("tags").has(tag);
    }
  }

  int size() {
    return spans.size();
  }

  /** What is wrong with it: missing spans, and spans that hang nowhere. Empty: it is whole. */
  List<String> faults(List<Wanted> wanted, String root) {
    List<String> faults = new ArrayList<>();
    for (Wanted each : wanted) {
      if (stream().noneMatch(each::is)) {
        faults.add("no " + each.what());
      }
    }
    Set<String> ids = new HashSet<>(Set.of(root));
    stream().forEach(span -> ids.add(span.path("id").asText()));
    long loose = stream().filter(span -> !ids.contains(span.path("parentId").asText(root))).count();
    if (loose > 0) {
      faults.add(loose + " spans without their parent");
    }
    return faults;
  }

  private java.util.stream.Stream<JsonNode> stream() {
    return java.util.stream.StreamSupport.stream(spans.spliterator(), false);
  }
}
