package dev.sparkle.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the server: as given, by {@code SPARKLE_URL}, the first node that {@code ./sparkle up}
 * started here, else 127.0.0.1 at {@code SPARKLE_HTTP_PORT} or 8080.
 */
public final class ServerAddress {

  private ServerAddress() {}

  /**
   * The address.
   *
   * @param given what the user gave; null: nothing
   * @param sparkleFolder the {@code .sparkle} folder
   * @throws IllegalArgumentException if the given one is no http address
   */
  public static URI find(String given, Map<String, String> environment, Path sparkleFolder) {
    String named = given != null ? given : environment.get("SPARKLE_URL");
    if (named != null && !named.isBlank()) {
      return checked(named.strip());
    }
    String port = environment.getOrDefault("SPARKLE_HTTP_PORT", "8080");
    return running(sparkleFolder).orElse(URI.create("http://127.0.0.1:" + port));
  }

  private static URI checked(String address) {
    if (!address.matches("https?://[^/?#\\s]+/*")) {
      throw new IllegalArgumentException(
          "An address looks like http://localhost:8080, not like " + address);
    }
    return URI.create(address.replaceFirst("/+$", ""));
  }

  private static Optional<URI> running(Path sparkleFolder) {
    Path nodes = sparkleFolder.resolve("nodes");
    if (!Files.isDirectory(nodes)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(nodes)) {
      return folders
          .map(folder -> folder.resolve("node.json"))
          .filter(Files::isReadable)
          .sorted(Comparator.comparing(Path::toString))
          .flatMap(file -> port(file).stream())
          .map(port -> URI.create("http://127.0.0.1:" + port))
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> port(Path record) {
    try {
      JsonNode port = Rest.JSON.readTree(Files.readString(record)).path("ports").path("http");
      return port.isInt() ? Optional.of(port.asInt()) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
