package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.Happening.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What clients saw, as they saw it. Safe for all threads. */
public final class History {

  private final Clock clock;
  private final List<Happening> all = new ArrayList<>();

  public History(Clock clock) {
    this.clock = clock;
  }

  /** Something happens now. */
  public Instant add(Kind kind, String subject, String about) {
    Instant now = clock.instant();
    add(new Happening(now, kind, subject, about));
    return now;
  }

  /** Something that was found out later. */
  public synchronized void add(Happening happening) {
    all.add(happening);
  }

  /** Forgets what is no part of it any more. */
  synchronized void removeIf(Predicate<Happening> unwanted) {
    all.removeIf(unwanted);
  }

  /** As it was recorded. */
  public synchronized List<Happening> all() {
    return List.copyOf(all);
  }

  /** In the order of time. */
  private Stream<Happening> of(Kind kind) {
    return all().stream()
        .filter(each -> each.kind() == kind)
        .sorted(Comparator.comparing(Happening::at));
  }

  public long count(Kind kind) {
    return of(kind).count();
  }

  /** How many subjects have it at least once: a question asked again on a new socket is one. */
  public long countSubjects(Kind kind) {
    return of(kind).map(Happening::subject).distinct().count();
  }

  /** How many of a kind there are about something. */
  public long count(Kind kind, Predicate<String> about) {
    return of(kind).filter(each -> about.test(each.about())).count();
  }

  /** How many of a kind there were between two moments. */
  public long countBetween(Kind kind, Instant from, Instant to) {
    return of(kind).filter(each -> each.at().isAfter(from) && each.at().isBefore(to)).count();
  }

  /** From a moment to the first of a kind after it. */
  public Optional<Duration> untilFirst(Kind kind, Instant from) {
    return of(kind)
        .filter(each -> each.at().isAfter(from))
        .findFirst()
        .map(first -> Duration.between(from, first.at()));
  }

  /** The longest time between two moments without one of a kind. */
  public Duration longestWithout(Kind kind, Instant from, Instant to) {
    Duration longest = Duration.ZERO;
    Instant last = from;
    for (Happening each : of(kind).toList()) {
      if (each.at().isAfter(from) && each.at().isBefore(to)) {
        longest = longer(longest, Duration.between(last, each.at()));
        last = each.at();
      }
    }
    return longer(longest, Duration.between(last, to));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Writes it, a JSON object a line, in the order of time. */
  public void write(Path file) throws IOException {
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
      all().stream()
          .sorted(Comparator.comparing(Happening::at))
          .forEach(each -> out.println(DrillJson.line(each)));
    }
  }
}
