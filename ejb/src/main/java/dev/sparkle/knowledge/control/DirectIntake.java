package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Chunk;
import dev.sparkle.knowledge.entity.Material;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.JobRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Takes a material in while it is stored, on the caller's thread: for programs that have no queue
 * and no batch container, such as the command's measurements. What breaks is not tried again.
 */
public final class DirectIntake implements MaterialStore {

  private final DataSource database;
  private final Ingestion ingestion;
  private final JobRuns runs;
  private final MaterialRows rows = new MaterialRows();

  public DirectIntake(DataSource database, Ingestion ingestion) {
    this.database = Objects.requireNonNull(database, "database");
    this.ingestion = Objects.requireNonNull(ingestion, "ingestion");
    this.runs = new JobRuns(database);
  }

  @Override
  public Material store(NewMaterial material) {
    UUID task = UUID.randomUUID();
    Material stored = insert(material, task);
    Fence fence = runs.take(task, "direct").fence();
    ingestion.begin(stored.id(), fence, null).ifPresent(intake -> takeIn(intake, fence, stored));
    return stored;
  }

  private void takeIn(Intake intake, Fence fence, Material material) {
    for (Chunk chunk = intake.next(); chunk != null; chunk = intake.next()) {
      ingestion.write(intake, fence, List.of(ingestion.prepare(intake, chunk)));
    }
    ingestion.finish(material.id(), fence);
  }

  private Material insert(NewMaterial material, UUID task) {
    try (Connection connection = database.getConnection()) {
      return rows.insert(connection, material, task);
    } catch (SQLException e) {
      throw new IllegalStateException("The material could not be stored.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void forget(UUID task) {
    // it has ended
  }
}
