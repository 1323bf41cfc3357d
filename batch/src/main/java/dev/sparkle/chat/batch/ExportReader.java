package dev.sparkle.chat.batch;

import dev.sparkle.chat.control.export.ExportItem;
import dev.sparkle.chat.control.export.Exports;
import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/**
 * Gives everything that an account has. The checkpoint is the whole list, ids only, and a place.
 */
@Named
@Dependent
public class ExportReader extends AbstractItemReader {

  /** What is left to do, so that a restart copies what was there at the start, each once. */
  record Left(List<ExportItem> items) implements Serializable {
    Left {
      items = List.copyOf(items);
    }
  }

  @Inject private JobOfTask job;
  @Inject private Exports exports;

  private List<ExportItem> items;
  private int next;

  @Override
  public void open(Serializable checkpoint) {
    items = checkpoint == null ? exports.items(job.id("export")) : ((Left) checkpoint).items();
  }

  @Override
  public Object readItem() {
    return next < items.size() ? items.get(next++) : null;
  }

  @Override
  public Serializable checkpointInfo() {
    return new Left(items.subList(next, items.size()));
  }
}
