package dev.sparkle.knowledge.batch;

import dev.sparkle.knowledge.control.Renewal;
import dev.sparkle.knowledge.entity.IdRange;
import dev.sparkle.task.batch.JobOfTask;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Properties;

/** Cuts the work into as many ranges of ids as the task says, the same in each of its attempts. */
@Named
@Dependent
public class IdRanges implements PartitionMapper {

  @Inject private JobOfTask job;
  @Inject private StepContext step;
  @Inject private Renewal renewal;

  @Override
  public PartitionPlan mapPartitions() {
    List<IdRange> ranges = IdRange.parts(Integer.parseInt(job.text("partitions")));
    long all = 0;
    Properties[] properties = new Properties[ranges.size()];
    for (int part = 0; part < properties.length; part++) {
      IdRange range = ranges.get(part);
      all += renewal.count(range);
      properties[part] = new Properties();
      properties[part].setProperty("from", range.from().toString());
      properties[part].setProperty("to", range.to().toString());
    }
    step.setTransientUserData(all);
    PartitionPlanImpl plan = new PartitionPlanImpl();
    plan.setPartitions(properties.length);
    plan.setThreads(properties.length);
    plan.setPartitionProperties(properties);
    return plan;
  }
}
