package dev.sparkle.knowledge.batch;

import dev.sparkle.knowledge.control.Renewal;
import dev.sparkle.knowledge.control.Stored;
import dev.sparkle.knowledge.entity.IdRange;
import dev.sparkle.knowledge.entity.Spot;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Gives the stored chunks of a range, a page at a time, from the checkpoint on. */
@Named
@Dependent
public class StoredReader extends AbstractItemReader {

  private static final int PAGE = 256;

  @Inject
  @BatchProperty(name = "from")
  private String from;

  @Inject
  @BatchProperty(name = "to")
  private String to;

  @Inject private StepContext step;
  @Inject private Renewal renewal;

  private final Deque<Stored> page = new ArrayDeque<>();
  private final AtomicLong read = new AtomicLong();
  private IdRange range;
  private Spot last;
  private Spot loaded;

  @Override
  public void open(Serializable checkpoint) {
    range = new IdRange(UUID.fromString(from), UUID.fromString(to));
    last = (Spot) checkpoint;
    loaded = last;
    step.setTransientUserData(read);
  }

  @Override
  public Object readItem() {
    if (page.isEmpty()) {
      page.addAll(renewal.page(range, loaded, PAGE));
    }
    Stored next = page.poll();
    if (next != null) {
      last = next.at();
      loaded = page.isEmpty() ? last : loaded;
      read.incrementAndGet();
    }
    return next;
  }

  @Override
  public Serializable checkpointInfo() {
    return last;
  }
}
