package dev.sparkle.knowledge.control;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.entity.Acceptance;
import dev.sparkle.knowledge.entity.Acceptance.Accepted;
import dev.sparkle.knowledge.entity.Acceptance.Refused;
import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.Material;
import dev.sparkle.knowledge.entity.MaterialPage;
import dev.sparkle.knowledge.entity.Reading.Unreadable;
import dev.sparkle.knowledge.entity.Upload;
import dev.sparkle.platform.control.CurrentSettings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The documents that people gave to Sparkle. Thread-safe. Every method acts for a caller and sees
 * what he may see; one that cannot reach the database throws IllegalStateException.
 */
public class Materials {

  /** Most materials in one part of a list. */
  public static final int MAX_LIST = 100;

  private final DataSource database;
  private final CurrentSettings settings;
  private final MaterialStore store;
  private final MaterialRows rows = new MaterialRows();

  public Materials(DataSource database, CurrentSettings settings, MaterialStore store) {
    this.database = Objects.requireNonNull(database, "database");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.store = Objects.requireNonNull(store, "store");
  }

  /**
   * Stores a document and has it taken in soon. What its first bytes and its size tell is refused
   * here; what turns up later is in the material's failure.
   *
   * @throws IOException if the upload breaks off
   */
  public Acceptance accept(Caller caller, Upload upload) throws IOException {
    if (upload.audience() == Audience.EVERYONE
        && !caller.has(Role.TEACHER)
        && !caller.has(Role.OPERATOR)) {
      return new Refused(
          "forbidden",
          "Only teachers and operators share material with everyone. Upload it for yourself.");
    }
    long maxBytes = settings.get().ingest().maxBytes();
    try (Spool spool = Spool.of(upload.content(), maxBytes)) {
      if (spool.size() > maxBytes) {
        return refused(Unreadables.tooLarge(maxBytes));
      }
      ContentSniffer.Finding finding = ContentSniffer.sniff(upload.fileName(), spool.head());
      if (finding.unreadable() != null) {
        return refused(finding.unreadable());
      }
      NewMaterial material =
          new NewMaterial(
              UUID.randomUUID(),
              caller.account(),
              upload.title() == null ? stem(upload.fileName()) : upload.title(),
              upload.title() != null,
              upload.course(),
              upload.fileName(),
              finding.format(),
              upload.audience(),
              spool.sha256(),
              spool.file());
      return new Accepted(store.store(material));
    }
  }

  /** A material, if there is one of this id that the caller may see. */
  public Optional<Material> get(Caller caller, UUID id) {
    try (Connection connection = database.getConnection()) {
      return rows.get(connection, caller.account(), caller.classes(), id);
    } catch (SQLException e) {
      throw new IllegalStateException("The material could not be read.", e);
    }
  }

  /**
   * What the caller may see, newest first.
   *
   * @param cursor as the part before gave it; empty: from the newest on
   * @param limit at most so many, 1 to {@link #MAX_LIST}
   * @return empty if the cursor is none of ours
   */
  public Optional<MaterialPage> list(Caller caller, Optional<String> cursor, int limit) {
    Optional<MaterialCursor> after =
        cursor.isEmpty()
            ? Optional.of(MaterialCursor.BEGIN)
            : cursor.flatMap(MaterialCursor::decoded);
    if (after.isEmpty()) {
      return Optional.empty();
    }
    int wanted = Math.max(1, Math.min(limit, MAX_LIST));
    try (Connection connection = database.getConnection()) {
      List<Material> found =
          rows.list(connection, caller.account(), caller.classes(), after.get(), wanted + 1);
      boolean more = found.size() > wanted;
      List<Material> items = more ? found.subList(0, wanted) : found;
      return Optional.of(
          new MaterialPage(
              items,
              more
                  ? Optional.of(MaterialCursor.after(items.get(wanted - 1)).encoded())
                  : Optional.empty()));
    } catch (SQLException e) {
      throw new IllegalStateException("The materials could not be listed.", e);
    }
  }

  /**
   * Removes a material with all that was made of it. Its owner and operators may.
   *
   * @return false if there is none that the caller may remove
   */
  public boolean delete(Caller caller, UUID id) {
    try {
      MaterialRows.Removed removed;
      try (Connection connection = database.getConnection()) {
        removed = rows.delete(connection, caller.account(), caller.has(Role.OPERATOR), id);
      }
      if (removed.task() != null) {
        store.forget(removed.task());
      }
      return removed.removed();
    } catch (SQLException e) {
      throw new IllegalStateException("The material could not be removed.", e);
    }
  }

  /**
   * What is shared with a class, newest first.
   *
   * @param schoolClass one that the caller belongs to or runs; whoever calls has made sure
   */
  public List<Material> ofClass(UUID schoolClass) {
    try (Connection connection = database.getConnection()) {
      return rows.ofClass(connection, schoolClass);
    } catch (SQLException e) {
      throw new IllegalStateException("The materials could not be listed.", e);
    }
  }

  /**
   * Lets a class see a material of the caller's, beside himself.
   *
   * @param schoolClass one that the caller runs; whoever calls has made sure
   * @return false if there is no such material of his
   */
  public boolean share(Caller caller, UUID id, UUID schoolClass) {
    try (Connection connection = database.getConnection()) {
      return rows.share(connection, caller.account(), id, schoolClass);
    } catch (SQLException e) {
      throw new IllegalStateException("The material could not be shared.", e);
    }
  }

  /**
   * Takes a material back from a class.
   *
   * @param schoolClass one that the caller runs; whoever calls has made sure
   * @return false if it was not shared with it
   */
  public boolean unshare(UUID id, UUID schoolClass) {
    try (Connection connection = database.getConnection()) {
      return rows.unshare(connection, id, schoolClass);
    } catch (SQLException e) {
      throw new IllegalStateException("The material could not be taken back.", e);
    }
  }

  private static Refused refused(Unreadable reason) {
    return new Refused(reason.code(), reason.message());
  }

  private static String stem(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot > 0 ? fileName.substring(0, dot) : fileName;
  }
}
