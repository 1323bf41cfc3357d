package dev.sparkle.cli.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says whether what was seen of the new nodes is beyond a threshold. Pure. */
final class Judge {

  private final Thresholds limits;

  Judge(Thresholds limits) {
    this.limits = limits;
  }

  /** Which threshold was crossed, and by what, as a sentence; empty: none. */
  Optional<String> breach(Sight sight) {
    if (!sight.down().isEmpty()) {
      return Optional.of(String.join(", ", sight.down()) + " is not ready");
    }
    if (!sight.alerts().isEmpty()) {
      return Optional.of("alerts fire: " + String.join(", ", sight.alerts()));
    }
    return breach(sight.fresh(), sight.old())
        .or(() -> breach(sight.freshSince(), sight.oldSince()));
  }

  private Optional<String> breach(Counts fresh, Counts old) {
    return errors(fresh, old)
        .or(() -> failures(fresh, old))
        .or(() -> slowCalls(fresh, old))
        .or(() -> slowWords(fresh, old));
  }

  /** What there were too few of to judge by; empty: all was judged. */
  List<String> unjudged(Counts fresh) {
    List<String> few = new ArrayList<>();
    tooFew(few, fresh.requests(), "requests");
    tooFew(few, fresh.answers(), "answers");
    tooFew(few, fresh.calls(), "calls");
    tooFew(few, fresh.spoken(), "first words");
    return few;
  }

  private void tooFew(List<String> few, long number, String what) {
    if (number < limits.fewest()) {
      few.add(number + " " + what);
    }
  }

  /** How many it takes. */
  int fewest() {
    return limits.fewest();
  }

  private Optional<String> errors(Counts fresh, Counts old) {
    double most = limits.errorShare() + (old.requests() >= limits.fewest() ? old.errorShare() : 0);
    return fresh.requests() >= limits.fewest() && fresh.errorShare() > most
        ? told(
            "errors: %d of %d requests (%.1f %%, allowed %.1f %%)",
            fresh.errors(), fresh.requests(), fresh.errorShare() * 100, most * 100)
        : Optional.empty();
  }

  private Optional<String> failures(Counts fresh, Counts old) {
    double most = limits.failedShare() + (old.answers() >= limits.fewest() ? old.failedShare() : 0);
    return fresh.answers() >= limits.fewest() && fresh.failedShare() > most
        ? told(
            "failed answers: %d of %d (%.1f %%, allowed %.1f %%)",
            fresh.failed(), fresh.answers(), fresh.failedShare() * 100, most * 100)
        : Optional.empty();
  }

  private Optional<String> slowCalls(Counts fresh, Counts old) {
    double most =
        old.calls() >= limits.fewest()
            ? Math.max(limits.callSeconds(), limits.factor() * old.meanCallSeconds())
            : limits.callSeconds();
    return fresh.calls() >= limits.fewest() && fresh.meanCallSeconds() > most
        ? told(
            "slow: a call took %.2f s on average of %d (allowed %.2f s)",
            fresh.meanCallSeconds(), fresh.calls(), most)
        : Optional.empty();
  }

  private Optional<String> slowWords(Counts fresh, Counts old) {
    double most =
        old.spoken() >= limits.fewest()
            ? Math.max(limits.firstWordsSeconds(), limits.factor() * old.firstWordsP95())
            : limits.firstWordsSeconds();
    return fresh.spoken() >= limits.fewest() && fresh.firstWordsP95() > most
        ? told(
            "slow: first words within %.1f s for 95 %% of %d answers (allowed %.1f s)",
            fresh.firstWordsP95(), fresh.spoken(), most)
        : Optional.empty();
  }

  private static Optional<String> told(String words, Object... figures) {
    return Optional.of(String.format(Locale.ROOT, words, figures));
  }
}
