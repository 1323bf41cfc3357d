package dev.sparkle.chat.control;

import dev.sparkle.task.control.Handles;
import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.control.jobs.JobRunner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up usage: the job {@code usage-rollup}. Without days, from the first one that was not added
 * up to yesterday, so that days on which nothing ran are made up for.
 */
@Handles(RollupHandler.TASK)
@ApplicationScoped
public class RollupHandler implements TaskHandler<RollupHandler.Days, Void> {

  /** Type of the task. */
  public static final String TASK = "usage.rollup";

  /**
   * Which days, both included.
   *
   * @param from ISO date; null: the first that was not added up
   * @param to ISO date; null: yesterday
   */
  public record Days(String from, String to) {

    /** What is missing. */
    public static final Days MISSING = new Days(null, null);

    public Days {
      if (from != null && to != null && LocalDate.parse(from).isAfter(LocalDate.parse(to))) {
        throw new IllegalArgumentException("the first day is after the last");
      }
    }
  }

  /** Where an attempt begins, so that the next one asks for the same days. */
  record Chosen(String from, String to) {}

  @Inject private JobRunner jobs;
  @Inject private UsageRollup rollup;
  @Inject private Clock clock;

  @Override
  public Class<Days> input() {
    return Days.class;
  }

  @Override
  public Void handle(Days days, TaskContext context) throws Exception {
    Optional<Chosen> chosen = context.checkpoint(Chosen.class).or(() -> choose(days));
    if (chosen.isPresent()) {
      context.checkpoint(chosen.get());
      jobs.run(
          "usage-rollup", Map.of("from", chosen.get().from(), "to", chosen.get().to()), context);
    }
    return null;
  }

  private Optional<Chosen> choose(Days days) {
    LocalDate to =
        days.to() == null ? LocalDate.now(clock).minusDays(1) : LocalDate.parse(days.to());
    Optional<LocalDate> from =
        days.from() == null ? rollup.begin() : Optional.of(LocalDate.parse(days.from()));
    return from.filter(first -> !first.isAfter(to))
        .map(first -> new Chosen(first.toString(), to.toString()));
  }

  @Override
  public String queue() {
    return "batch";
  }
}
