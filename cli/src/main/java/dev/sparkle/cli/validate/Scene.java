package dev.sparkle.cli.validate;

import dev.sparkle.cli.client.ServerAddress;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a step is carried out, and what it leaves behind.
 *
 * @param root the checkout
 * @param folder of the validation
 * @param id of the step
 * @param quick whether to shorten
 * @param target a foreign server; empty: the one of this checkout
 * @param earlier what steps before it found, by id
 * @param progress hears what it is doing
 * @param evidence files that it wrote, below the folder
 */
record Scene(
    Path root,
    Path folder,
    String id,
    boolean quick,
    Optional<URI> target,
    Map<String, StepResult> earlier,
    Progress progress,
    List<String> evidence) {

  Scene(
      Path root,
      Path folder,
      String id,
      boolean quick,
      Optional<URI> target,
      Map<String, StepResult> earlier,
      Progress progress) {
    this(root, folder, id, quick, target, Map.copyOf(earlier), progress, new ArrayList<>());
  }

  /** The server that is validated. */
  URI server() {
    return target.orElseGet(
        () -> ServerAddress.find(null, System.getenv(), root.resolve(".sparkle")));
  }

  /** The signing keys of the server; empty for a foreign one, which gets no token of ours. */
  Optional<Path> keys() {
    return target.isPresent() ? Optional.empty() : Optional.of(new Home(root).keys());
  }

  /** A file for evidence, which the report will name. */
  Path file(String name) throws IOException {
    Path file = folder.resolve("evidence").resolve(name);
    Files.createDirectories(file.getParent());
    String shown = folder.relativize(file).toString();
    if (!evidence.contains(shown)) {
      evidence.add(shown);
    }
    return file;
  }

  /** Keeps a text as evidence. */
  void keep(String name, String text) throws IOException {
    Files.writeString(file(name), text, StandardCharsets.UTF_8);
  }
}
