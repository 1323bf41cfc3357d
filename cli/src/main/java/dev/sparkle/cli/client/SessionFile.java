package dev.sparkle.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.Set;

/**
 * The last session in a file that only its owner can read (0600), with the conversation that the
 * next question goes on in. A file that cannot be read is as good as none.
 */
public final class SessionFile implements SessionStore {

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  public SessionFile(Path file) {
    this.file = file;
  }

  @Override
  public Optional<Session> load() {
    try {
      JsonNode json = read();
      return json.isObject() ? Optional.of(Session.ofJson(json)) : Optional.empty();
    } catch (DateTimeException damaged) {
      return Optional.empty();
    }
  }

  /** Another account's conversation is forgotten. */
  @Override
  public void save(Session session) {
    JsonNode before = read();
    ObjectNode json = session.json();
    if (before.path("account").asText().equals(session.account())) {
      json.put("conversation", before.path("conversation").asText(null));
    }
    write(json);
  }

  /** The conversation of the last question of this session. */
  public Optional<String> conversation() {
    return Optional.ofNullable(read().path("conversation").asText(null));
  }

  /** Remembers it, if there is a session. */
  public void saveConversation(String id) {
    if (read() instanceof ObjectNode json) {
      write(json.put("conversation", id));
    }
  }

  private JsonNode read() {
    try {
      return Rest.JSON.readTree(Files.readString(file));
    } catch (IOException noneOrDamaged) {
      return Rest.JSON.missingNode();
    }
  }

  private void write(ObjectNode json) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path fresh =
          Files.createTempFile(
              folder, "session", ".new", PosixFilePermissions.asFileAttribute(OWNER));
      Files.writeString(fresh, json.toPrettyString());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
