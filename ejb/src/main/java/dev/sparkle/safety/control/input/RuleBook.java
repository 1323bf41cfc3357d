package dev.sparkle.safety.control.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of layer 1, made ready to run. One walk over the text finds all phrases of all rules;
 * then each finding moves on the sentences that wait for it. Time is linear in the text and does
 * not depend on what a hostile writer puts in it. Immutable, safe for many threads.
 *
 * <p><b>Limitations.</b> Rules find what was said before in other words. They do not understand: a
 * new trick passes, and talk about attacks is told from attacks only roughly ({@link Mention}).
 */
public final class RuleBook {

  /** What stands further away has no bearing on what is meant. */
  private static final int GUARD_REACH = 12;

  private static final RuleBook SHIPPED = readShipped();

  /** A sentence of a rule. */
  private record Line(int rule, int first, List<Sentences.Step> steps) {}

  private final List<Rule> rules;
  private final Map<String, Rule> byId = new LinkedHashMap<>();
  private final Phrases words;
  private final Phrases marks;
  private final List<Line> lines = new ArrayList<>();
  private final int[][] uses;
  private final int[][] guards;
  private final boolean[] bySentence;
  private final int states;
  private final int discussing;
  private final int reporting;

  private RuleBook(RuleFile file) {
    rules = file.rules();
    Sentences sentences = new Sentences(file.sets());
    guards = new int[rules.size()][];
    bySentence = new boolean[rules.size()];
    int steps = 0;
    for (int r = 0; r < rules.size(); r++) {
      Rule rule = rules.get(r);
      if (byId.put(rule.id(), rule) != null) {
        throw new IllegalArgumentException("two rules are called " + rule.id());
      }
      for (String say : rule.say()) {
        for (List<Sentences.Step> reading : sentences.read(say)) {
          lines.add(new Line(r, steps, reading));
          steps += reading.size();
        }
      }
      bySentence[r] = rule.where().equals(Set.of(Where.MATERIAL));
      guards[r] = rule.unless().stream().mapToInt(g -> single(sentences, g)).toArray();
    }
    states = steps;
    discussing = sentences.set("discuss");
    reporting = sentences.set("report");
    words = sentences.words();
    marks = sentences.marks();
    uses = usesOf(lines, sentences.size());
  }

  private static int single(Sentences sentences, String guard) {
    List<List<Sentences.Step>> readings = sentences.read(guard);
    if (readings.size() != 1 || readings.get(0).size() != 1) {
      throw new IllegalArgumentException("'unless' takes one set or one phrase, not " + guard);
    }
    return readings.get(0).get(0).set();
  }

  private static int[][] usesOf(List<Line> lines, int sets) {
    List<List<Integer>> all = new ArrayList<>();
    for (int s = 0; s < sets; s++) {
      all.add(new ArrayList<>());
    }
    for (int l = 0; l < lines.size(); l++) {
      // later steps first, so that one finding is not taken for two steps
      for (int k = lines.get(l).steps().size() - 1; k >= 0; k--) {
        List<Integer> use = all.get(lines.get(l).steps().get(k).set());
        use.add(l);
        use.add(k);
      }
    }
    return all.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** The rules that come with Sparkle. */
  public static RuleBook shipped() {
    return SHIPPED;
  }

  /**
   * Reads a rule book in YAML; the shipped {@code safety/rules.yaml} shows the form.
   *
   * @throws IllegalArgumentException if it is not one; the message says what is wrong
   */
  public static RuleBook read(InputStream yaml) {
    return new RuleBook(RuleFile.read(yaml));
  }

  private static RuleBook readShipped() {
    try (InputStream in = Lines.open("rules.yaml")) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All rules, in the order of the file. */
  public List<Rule> rules() {
    return rules;
  }

  /** The rule of an id that a {@link RuleHit} names, to explain a verdict. */
  public Optional<Rule> rule(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * What the rules find in a view: each rule at most once, with the highest weight it found; a
   * mention counts less than a command.
   */
  public List<RuleHit> match(View view, Where where) {
    FoldedText text = new FoldedText(view.text());
    Hits hits = Hits.of(text, words, marks);
    if (hits.size() == 0) {
      return List.of();
    }
    RuleHit[] best = new RuleHit[rules.size()];
    Mention mention = new Mention(text, hits, discussing, reporting);
    Progress progress = new Progress(states);
    for (int h = 0; h < hits.size(); h++) {
      int[] use = uses[hits.set(h)];
      for (int u = 0; u < use.length; u += 2) {
        Line line = lines.get(use[u]);
        int k = use[u + 1];
        int begin = progress.begin(text, line.first, line.steps, k, hits.start(h));
        if (begin < 0) {
          continue;
        }
        if (k < line.steps.size() - 1) {
          progress.put(line.first + k, begin, hits.end(h));
        } else if (counts(line.rule, where, best) && !guarded(line.rule, text, hits, begin, h)) {
          best[line.rule] =
              better(best[line.rule], line.rule, text, mention, begin, hits.end(h), h);
        }
      }
    }
    List<RuleHit> found = new ArrayList<>();
    for (RuleHit hit : best) {
      if (hit != null) {
        found.add(hit);
      }
    }
    return found;
  }

  private boolean counts(int rule, Where where, RuleHit[] best) {
    return rules.get(rule).where().contains(where)
        && (best[rule] == null || best[rule].weight() < rules.get(rule).weight());
  }

  /**
   * Whether something near by, at most so many words away, shows that it is meant otherwise. In
   * material it stands in the same sentence: what surrounds a planted command is not the
   * attacker's.
   */
  private boolean guarded(int rule, FoldedText text, Hits hits, int begin, int last) {
    if (guards[rule].length == 0) {
      return false;
    }
    int from = text.word(begin) - GUARD_REACH;
    int to = text.word(Math.max(0, hits.end(last) - 1)) + GUARD_REACH;
    for (int h = last; h >= 0 && text.word(hits.start(h)) >= from; h--) {
      if (isGuard(rule, hits.set(h))
          && (!bySentence[rule] || text.sameSentence(hits.end(h), begin))) {
        return true;
      }
    }
    for (int h = last; h < hits.size() && text.word(hits.start(h)) <= to; h++) {
      if (isGuard(rule, hits.set(h))
          && (!bySentence[rule] || text.sameSentence(hits.end(last), hits.start(h)))) {
        return true;
      }
    }
    return false;
  }

  private boolean isGuard(int rule, int set) {
    for (int guard : guards[rule]) {
      if (guard == set) {
        return true;
      }
    }
    return false;
  }

  private RuleHit better(
      RuleHit known, int rule, FoldedText text, Mention mention, int begin, int end, int last) {
    Rule found = rules.get(rule);
    double weight = found.weight() * (mention.covers(begin, end, last) ? Mention.SHARE : 1);
    if (known != null && known.weight() >= weight) {
      return known;
    }
    int start = text.original(begin);
    return new RuleHit(
        found.id(), found.family(), weight, start, Math.max(start, text.originalEnd(end)));
  }
}
