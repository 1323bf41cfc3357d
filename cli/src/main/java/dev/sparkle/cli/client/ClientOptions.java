package dev.sparkle.cli.client;

import dev.sparkle.cli.services.Surroundings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that talks to a server. */
public final class ClientOptions {

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The server. Default: SPARKLE_URL, else the one that ./sparkle up started here, else"
              + " http://127.0.0.1:8080")
  private String url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "An access token. Default: SPARKLE_TOKEN, else a guest that is remembered in"
              + " .sparkle/cli/session.json")
  private String token;

  /** The server's address. */
  public URI server() {
    return ServerAddress.find(url, System.getenv(), folder());
  }

  /** The given token; null if none was given. */
  public String token() {
    return token != null ? token : Surroundings.environment().get("SPARKLE_TOKEN");
  }

  /** A client with the given token, else with the remembered guest. */
  public SparkleClient client() {
    return token() != null
        ? SparkleClient.withToken(server(), token())
        : SparkleClient.withSession(server(), sessions(), Clock.systemUTC());
  }

  /**
   * A client with the given token, else of the operator who may read the installation's signing
   * keys; empty if there is neither.
   */
  public Optional<SparkleClient> operator() {
    if (token() != null) {
      return Optional.of(client());
    }
    return Optional.of(keys())
        .filter(Files::isReadable)
        .flatMap(OperatorToken.lookup()::mint)
        .map(minted -> SparkleClient.withToken(server(), minted));
  }

  /** The folder of the installation's signing keys. */
  public Path keys() {
    return folder().resolve("data").resolve("keys");
  }

  /** Where the guest is remembered. */
  public SessionFile sessions() {
    return new SessionFile(folder().resolve("cli").resolve("session.json"));
  }

  /** The installation's folder beside the {@code sparkle} script. */
  public Path folder() {
    return Path.of(System.getProperty("sparkle.root", "."), ".sparkle");
  }
}
