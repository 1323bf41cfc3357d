package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Material;
import dev.sparkle.task.control.TaskQueue;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Materials that are neither ready nor failed and do not move: of all accounts. */
@Stateless
public class OpenMaterials {

  /** Longer than any chunk takes, so that what is worked on is not among them as a rule. */
  private static final Duration STILL = Duration.ofSeconds(15);

  @Inject private DataSource database;

  @Inject private TaskQueue queue;
  @Inject private Ingestion ingestion;

  private final MaterialRows rows = new MaterialRows();

  /** Those that did not move for a while. */
  public List<Material> still() {
    try (Connection connection = database.getConnection()) {
      return rows.open(connection, STILL);
    } catch (SQLException e) {
      throw new IllegalStateException("Open materials could not be read.", e);
    }
  }

  /** Gives a material a new task, unless another node does. */
  public void submit(Material material) {
    try (Connection connection = database.getConnection()) {
      if (rows.lock(connection, material)) {
        UUID task = queue.submit(MaterialDesk.request(material.id(), material.account()));
        rows.taken(connection, material.id(), task);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The material could not be given a task.", e);
    }
  }

  /** Its task was cancelled. */
  public void cancelled(Material material) {
    ingestion.giveUp(material.id(), Unreadables.cancelled());
  }

  /** Its task was tried as often as it may. */
  public void gaveUp(Material material) {
    ingestion.giveUp(material.id(), Unreadables.damaged());
  }
}
