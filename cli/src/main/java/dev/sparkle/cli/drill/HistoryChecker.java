package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.Happening.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds a whole history against every {@link Rule}. Pure: it knows nothing but the history.
 *
 * <p><b>Limitations.</b> It sees what clients recorded and what the database says at the end; what
 * neither tells, it cannot miss. It does not look at times, so it does not say whether something
 * was late.
 */
public final class HistoryChecker {

  private static final Set<String> END_STATES = Set.of("succeeded", "dead", "cancelled");
  private static final Set<String> ANSWER_ENDS = Set.of("done", "stopped", "blocked", "failed");

  private final Map<Kind, Map<String, List<String>>> facts = new LinkedHashMap<>();
  private final List<Breach> breaches = new ArrayList<>();

  private HistoryChecker(List<Happening> history) {
    for (Happening each : history) {
      facts
          .computeIfAbsent(each.kind(), kind -> new LinkedHashMap<>())
          .computeIfAbsent(each.subject(), subject -> new ArrayList<>())
          .add(each.about());
    }
  }

  /**
   * Every breach of every rule; empty: all of them hold. The order of the history does not matter.
   */
  public static List<Breach> check(List<Happening> history) {
    HistoryChecker checker = new HistoryChecker(history);
    checker.kept();
    checker.ends();
    checker.effects();
    checker.askedFor();
    checker.told();
    checker.answered();
    checker.gaps();
    return List.copyOf(checker.breaches);
  }

  private Map<String, List<String>> of(Kind kind) {
    return facts.getOrDefault(kind, Map.of());
  }

  private void breach(Rule rule, String subject, String words) {
    breaches.add(new Breach(rule, subject, words));
  }

  private void kept() {
    of(Kind.ACKNOWLEDGED)
        .forEach(
            (key, tasks) -> {
              for (String task : new LinkedHashSet<>(tasks)) {
                if (!of(Kind.ENDED).containsKey(task)) {
                  breach(Rule.KEPT, task, "was acknowledged to " + key + " and never ended");
                }
              }
            });
  }

  private void ends() {
    of(Kind.ENDED)
        .forEach(
            (task, states) -> {
              if (states.size() > 1 || !END_STATES.containsAll(states)) {
                breach(Rule.ENDS_ONCE, task, "ended as " + String.join(", then ", states));
              } else if (!states.get(0).equals("succeeded")) {
                breach(Rule.SUCCEEDS, task, "ended as " + states.get(0));
              }
            });
  }

  private void effects() {
    Map<String, List<String>> effects = of(Kind.EFFECT);
    of(Kind.ENDED)
        .forEach(
            (task, states) -> {
              if (states.contains("succeeded") && !effects.containsKey(task)) {
                breach(Rule.WORKED, task, "succeeded without an effect");
              }
            });
    effects.forEach(
        (task, times) -> {
          if (times.size() > 1) {
            breach(Rule.EFFECT_ONCE, task, "had its effect " + times.size() + " times");
          }
        });
  }

  private void askedFor() {
    Map<String, List<String>> names = of(Kind.NAMED);
    Set<String> there = new LinkedHashSet<>(of(Kind.ENDED).keySet());
    there.addAll(of(Kind.EFFECT).keySet());
    for (String task : there) {
      String key = names.getOrDefault(task, List.of("")).get(0);
      if (!of(Kind.SUBMITTED).containsKey(key)) {
        breach(Rule.ASKED_FOR, task, "nobody asked for it");
      }
    }
    Map<String, Set<String>> tasks = new LinkedHashMap<>();
    names.forEach(
        (task, keys) ->
            keys.forEach(key -> tasks.computeIfAbsent(key, k -> new HashSet<>()).add(task)));
    of(Kind.ACKNOWLEDGED)
        .forEach((key, ids) -> tasks.computeIfAbsent(key, k -> new HashSet<>()).addAll(ids));
    tasks.forEach(
        (key, ids) -> {
          if (ids.size() > 1) {
            breach(Rule.ASKED_FOR, key, "was asked for once and is there as " + ids.size());
          }
        });
  }

  private void told() {
    of(Kind.TOLD)
        .forEach(
            (task, states) -> {
              List<String> ended = of(Kind.ENDED).getOrDefault(task, List.of());
              if (!states.stream().allMatch(ended::contains)) {
                breach(
                    Rule.TOLD_TRULY,
                    task,
                    "is told to be " + states.get(states.size() - 1) + " and ended as " + ended);
              }
            });
  }

  private void gaps() {
    of(Kind.GAP)
        .forEach((answer, where) -> breach(Rule.GAPLESS, answer, String.join("; then ", where)));
  }

  private void answered() {
    Map<String, List<String>> ends = of(Kind.ANSWERED);
    of(Kind.ACCEPTED)
        .forEach(
            (question, answers) -> {
              Set<String> distinct = new LinkedHashSet<>(answers);
              if (distinct.size() > 1) {
                breach(Rule.ANSWERED, question, "was accepted as " + distinct.size() + " answers");
              }
              for (String answer : distinct) {
                Set<String> seen = new LinkedHashSet<>(ends.getOrDefault(answer, List.of()));
                if (seen.size() != 1 || !ANSWER_ENDS.containsAll(seen)) {
                  breach(Rule.ANSWERED, answer, "has the ends " + seen + lastSeen(answer));
                }
              }
            });
  }

  private String lastSeen(String answer) {
    return of(Kind.GAVE_UP).getOrDefault(answer, List.of()).stream()
        .map(seen -> "; its learner saw last: " + seen)
        .collect(Collectors.joining());
  }
}
