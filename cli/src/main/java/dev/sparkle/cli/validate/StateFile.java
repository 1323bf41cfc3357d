package dev.sparkle.cli.validate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Keeps the state of a validation: whoever reads it finds the old one or the new one, whole. */
final class StateFile {

  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;

  StateFile(Path folder) {
    this.file = folder.resolve("state.json");
  }

  Optional<RunState> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), RunState.class).told(OlderResults::asNow));
    } catch (IOException damaged) {
      throw new Trouble(
          ExitCode.DEGRADED,
          file + " cannot be read: " + damaged.getMessage() + ".",
          "Begin anew with --fresh.",
          damaged);
    }
  }

  synchronized void write(RunState state) {
    replace(file, state);
  }

  /** Writes JSON in one step. */
  static void replace(Path file, Object value) {
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), ".new", ".json");
      JSON.writeValue(fresh.toFile(), value);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Trouble.withFile("cannot write " + file, e);
    }
  }
}
