package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Place;
import dev.sparkle.task.control.jobs.Fence;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * The steps of {@link Ingestion} that make transactions of their own. A batch job calls its
 * artefacts in a transaction, and a document may take minutes to read: no connection is held so
 * long.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class IngestionDesk {

  @Inject private Ingestion ingestion;

  /** As {@link Ingestion#begin}. */
  public Optional<Intake> begin(UUID material, Fence fence, Place place) {
    return ingestion.begin(material, fence, place);
  }

  /** As {@link Ingestion#finish}. */
  public void finish(UUID material, Fence fence) {
    ingestion.finish(material, fence);
  }
}
