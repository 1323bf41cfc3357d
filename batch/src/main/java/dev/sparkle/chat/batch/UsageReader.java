package dev.sparkle.chat.batch;

import dev.sparkle.chat.control.UsageRollup;
import dev.sparkle.chat.control.UsageRollup.Usage;
import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/** Gives the sums of one day after the other; the checkpoint is day and account. */
@Named
@Dependent
public class UsageReader extends AbstractItemReader {

  private static final int PAGE = 500;

  /**
   * A place among days and accounts.
   *
   * @param account the last one that was given; null: none of that day
   */
  record Place(LocalDate day, UUID account) implements Serializable {}

  @Inject private JobOfTask job;
  @Inject private UsageRollup rollup;

  private final Deque<Usage> page = new ArrayDeque<>();
  private Place place;
  private LocalDate last;

  @Override
  public void open(Serializable checkpoint) {
    last = LocalDate.parse(job.text("to"));
    place =
        checkpoint == null
            ? new Place(LocalDate.parse(job.text("from")), null)
            : (Place) checkpoint;
  }

  @Override
  public Object readItem() {
    while (page.isEmpty() && !place.day().isAfter(last)) {
      page.addAll(rollup.addUp(place.day(), place.account(), PAGE));
      if (page.isEmpty()) {
        place = new Place(place.day().plusDays(1), null);
      }
    }
    Usage next = page.poll();
    if (next != null) {
      place = new Place(next.day(), next.account());
    }
    return next;
  }

  @Override
  public Serializable checkpointInfo() {
    return place;
  }
}
