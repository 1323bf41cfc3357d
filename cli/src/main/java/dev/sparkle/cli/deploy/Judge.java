package dev.sparkle.cli.deploy;

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
    return errors(sight)
        .or(() -> failures(sight))
        .or(() -> slowCalls(sight))
        .or(() -> slowWords(sight));
  }

  private Optional<String> errors(Sight sight) {
    double most =
        limits.errorShare()
            + (sight.old().requests() >= limits.fewest() ? sight.old().errorShare() : 0);
    return sight.fresh().requests() >= limits.fewest() && sight.fresh().errorShare() > most
        ? told(
            "errors: %d of %d requests (%.1f %%, allowed %.1f %%)",
            sight.fresh().errors(),
            sight.fresh().requests(),
            sight.fresh().errorShare() * 100,
            most * 100)
        : Optional.empty();
  }

  private Optional<String> failures(Sight sight) {
    double most =
        limits.failedShare()
            + (sight.old().answers() >= limits.fewest() ? sight.old().failedShare() : 0);
    return sight.fresh().answers() >= limits.fewest() && sight.fresh().failedShare() > most
        ? told(
            "failed answers: %d of %d (%.1f %%, allowed %.1f %%)",
            sight.fresh().failed(),
            sight.fresh().answers(),
            sight.fresh().failedShare() * 100,
            most * 100)
        : Optional.empty();
  }

  private Optional<String> slowCalls(Sight sight) {
    double most =
        sight.old().calls() >= limits.fewest()
            ? Math.max(limits.callSeconds(), limits.factor() * sight.old().meanCallSeconds())
            : limits.callSeconds();
    return sight.fresh().calls() >= limits.fewest() && sight.fresh().meanCallSeconds() > most
        ? told(
            "slow: a call took %.2f s on average of %d (allowed %.2f s)",
            sight.fresh().meanCallSeconds(), sight.fresh().calls(), most)
        : Optional.empty();
  }

  private Optional<String> slowWords(Sight sight) {
    double most =
        sight.old().spoken() >= limits.fewest()
            ? Math.max(limits.firstWordsSeconds(), limits.factor() * sight.old().firstWordsP95())
            : limits.firstWordsSeconds();
    return sight.fresh().spoken() >= limits.fewest() && sight.fresh().firstWordsP95() > most
        ? told(
            "slow: first words within %.1f s for 95 %% of %d answers (allowed %.1f s)",
            sight.fresh().firstWordsP95(), sight.fresh().spoken(), most)
        : Optional.empty();
  }

  private static Optional<String> told(String words, Object... figures) {
    return Optional.of(String.format(Locale.ROOT, words, figures));
  }
}
