package dev.sparkle.cli.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured so far, in a file that is replaced whole after each step and each look: however
 * it is cut off, what was measured until then is there.
 */
final class LoadFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  LoadFile(Path file) {
    this.file = file;
  }

  /**
   * Keeps it.
   *
   * @param told as {@code --json} tells it
   * @param ended whether it was measured to the end
   */
  void keep(Map<String, Object> told, boolean ended) {
    Map<String, Object> all = new LinkedHashMap<>(told);
    all.put("ended", ended);
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = Files.createTempFile(folder, ".new", ".json");
      Files.writeString(fresh, JSON.writeValueAsString(all));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Trouble.withFile("cannot write " + file, e);
    }
  }
}
