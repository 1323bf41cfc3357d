package dev.sparkle.knowledge.batch;

import jakarta.batch.api.partition.PartitionCollector;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicLong;

/** Tells how many chunks a partition has read since it told last. */
@Named
@Dependent
public class ReadCount implements PartitionCollector {

  @Inject private StepContext step;

  @Override
  public Serializable collectPartitionData() {
    AtomicLong read = (AtomicLong) step.getTransientUserData();
    return read == null ? 0L : read.getAndSet(0);
  }
}
