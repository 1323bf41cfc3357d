package dev.sparkle.knowledge.batch;

import dev.sparkle.knowledge.control.Renewal;
import dev.sparkle.knowledge.control.Stored;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Embeds and judges what needs it; passes over what does not. */
@Named
@Dependent
public class PassageRenewer implements ItemProcessor {

  @Inject private Renewal renewal;

  @Override
  public Object processItem(Object stored) {
    return renewal.renew((Stored) stored).orElse(null);
  }
}
