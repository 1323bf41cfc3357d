package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the sentences of the passages that say most about a question.
 *
 * <p>A sentence counts by the share of the question's terms that it holds (rare ones count more, a
 * heading's count a little for all sentences below it), then by its passage's score and by standing
 * early. Sentences that repeat a chosen one lose. Weights are set by hand on the sample course.
 */
final class Excerpts {

  /**
   * A chosen sentence.
   *
   * @param ref its passage's number, from 1
   * @param place its place in the passage, from 0
   */
  record Excerpt(int ref, int place, String sentence) {}

  /**
   * Below this share of the question's terms in a passage, it is about something else. Lower ones
   * answered more paraphrases of the sample course, and more questions that it does not answer.
   */
  private static final double FITTING_SHARE = 0.2;

  /**
   * A passage as near as this fits even if it uses other words for everything. Not measured yet
   * against real retrieval scores.
   */
  private static final double FITTING_SCORE = 0.65;

  private static final int MOST = 5;
  private static final int FEWEST = 2;

  /** Further sentences must be at least so good, as a share of the best. */
  private static final double WORTHWHILE = 0.6;

  private static final double HEADING_WEIGHT = 0.3;
  private static final double REPETITION_COST = 0.8;

  private record Candidate(Excerpt excerpt, Set<String> terms, double score) {}

  private final Set<String> wanted;
  private final List<Passage> passages;
  private final Map<String, Double> weights = new HashMap<>();
  private double total;

  private Excerpts(Set<String> wanted, List<Passage> passages) {
    this.wanted = wanted;
    this.passages = passages;
  }

  /**
   * The sentences to show, the best passage's first, within a passage in its own order.
   *
   * @param wanted the question's terms
   * @param maxCharacters about how much may be shown; the first sentence is shown anyway
   * @return nothing, if nothing fits
   */
  static List<Excerpt> choose(Set<String> wanted, List<Passage> passages, int maxCharacters) {
    return wanted.isEmpty() ? List.of() : new Excerpts(wanted, passages).choose(maxCharacters);
  }

  private List<Excerpt> choose(int maxCharacters) {
    weigh();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < passages.size(); i++) {
      candidates.addAll(candidates(i + 1, passages.get(i)));
    }
    return readable(pick(candidates, maxCharacters));
  }

  /** Rare terms weigh more: the usual inverse document frequency over these passages. */
  private void weigh() {
    List<Set<String>> all =
        passages.stream().map(p -> Terms.of(p.heading() + "\n" + p.text())).toList();
    for (String term : wanted) {
      long holding = all.stream().filter(terms -> terms.contains(term)).count();
      double weight = Math.log(1 + (all.size() + 1.0) / (holding + 0.5));
      weights.put(term, weight);
      total += weight;
    }
  }

  private List<Candidate> candidates(int ref, Passage passage) {
    Set<String> heading = Terms.of(passage.heading() + " " + passage.title());
    Set<String> whole = new HashSet<>(Terms.of(passage.text()));
    whole.addAll(heading);
    if (share(whole) < FITTING_SHARE && passage.score() < FITTING_SCORE) {
      return List.of();
    }
    List<String> sentences = Sentences.of(passage.text());
    List<Candidate> candidates = new ArrayList<>();
    for (int place = 0; place < sentences.size(); place++) {
      String sentence = sentences.get(place);
      Set<String> terms = Terms.of(sentence);
      Set<String> missing = new HashSet<>(heading);
      missing.removeAll(terms);
      double words = share(terms) + HEADING_WEIGHT * share(missing);
      double early = 0.1 / (1 + place);
      double score = (words + 0.3 * passage.score() + early) * form(sentence);
      candidates.add(new Candidate(new Excerpt(ref, place, sentence), terms, score));
    }
    return candidates;
  }

  private double share(Set<String> terms) {
    double held = wanted.stream().filter(terms::contains).mapToDouble(weights::get).sum();
    return held / total;
  }

  /** Fragments, run-on sentences and ones that lean on a sentence before read badly alone. */
  private static double form(String sentence) {
    long tokens = TokenEstimate.of(sentence);
    double length = tokens < 6 || tokens > 120 ? 0.6 : 1;
    boolean leans = sentence.matches("(?:It|They|This|These|That|Those|He|She|它|它们|这|这些|那)\\b.*");
    boolean question = sentence.endsWith("?") || sentence.endsWith("？");
    return length * (leans ? 0.85 : 1) * (question ? 0.5 : 1);
  }

  private static List<Candidate> pick(List<Candidate> candidates, int maxCharacters) {
    List<Candidate> left = new ArrayList<>(candidates);
    List<Candidate> chosen = new ArrayList<>();
    int characters = 0;
    while (!left.isEmpty() && chosen.size() < MOST) {
      Candidate next =
          left.stream().max(Comparator.comparingDouble(c -> value(c, chosen))).orElseThrow();
      left.remove(next);
      characters += next.excerpt().sentence().length();
      double least = chosen.isEmpty() ? 0 : chosen.get(0).score() * worth(chosen.size());
      boolean full = characters > maxCharacters && !chosen.isEmpty();
      if (full || value(next, chosen) < least) {
        break;
      }
      chosen.add(next);
    }
    return chosen;
  }

  private static double worth(int chosen) {
    return chosen < FEWEST ? WORTHWHILE / 2 : WORTHWHILE;
  }

  private static double value(Candidate candidate, List<Candidate> chosen) {
    double repeats = chosen.stream().mapToDouble(c -> likeness(c, candidate)).max().orElse(0);
    return candidate.score() * (1 - REPETITION_COST * repeats);
  }

  /** Jaccard likeness of the terms, 0 to 1. */
  private static double likeness(Candidate one, Candidate other) {
    Set<String> common = new HashSet<>(one.terms());
    common.retainAll(other.terms());
    int all = one.terms().size() + other.terms().size() - common.size();
    return all == 0 ? 1 : (double) common.size() / all;
  }

  private static List<Excerpt> readable(List<Candidate> chosen) {
    List<Integer> order = chosen.stream().map(c -> c.excerpt().ref()).distinct().toList();
    return chosen.stream()
        .map(Candidate::excerpt)
        .sorted(
            Comparator.<Excerpt>comparingInt(e -> order.indexOf(e.ref()))
                .thenComparingInt(Excerpt::place))
        .toList();
  }
}
