package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Ingest;
import dev.sparkle.knowledge.entity.Material;
import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.control.Tasks;
import dev.sparkle.task.entity.TaskRequest;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Material and task are written in one transaction of the container. */
@Stateless
public class MaterialDesk implements MaterialStore {

  @Inject private DataSource database;

  @Inject private TaskQueue queue;
  @Inject private Tasks tasks;

  private final MaterialRows rows = new MaterialRows();

  @Override
  public Material store(NewMaterial material) {
    UUID task = queue.submit(request(material.id(), material.account()));
    try (Connection connection = database.getConnection()) {
      return rows.insert(connection, material, task);
    } catch (SQLException e) {
      throw new IllegalStateException("The material could not be stored.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The task that takes a material in. */
  static TaskRequest request(UUID material, UUID account) {
    return TaskRequest.of(Ingest.TASK, new Ingest(material)).forAccount(account);
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void forget(UUID task) {
    tasks.cancel(task);
  }
}
