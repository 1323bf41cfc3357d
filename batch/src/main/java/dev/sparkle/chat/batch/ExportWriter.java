package dev.sparkle.chat.batch;

import dev.sparkle.chat.control.export.ExportItem;
import dev.sparkle.chat.control.export.Exports;
import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Packs items into the ZIP, in the transaction of the checkpoint. */
@Named
@Dependent
public class ExportWriter extends AbstractItemWriter {

  @Inject private JobOfTask job;
  @Inject private Exports exports;

  @Override
  public void writeItems(List<Object> items) {
    exports.write(
        job.id("export"), job.fence(), items.stream().map(ExportItem.class::cast).toList());
  }
}
