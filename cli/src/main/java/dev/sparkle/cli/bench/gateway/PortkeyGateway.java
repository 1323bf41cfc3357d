package dev.sparkle.cli.bench.gateway;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The public gateway {@code @portkey-ai/gateway} from npm, in a process of its own on the loopback
 * interface. It is installed once, below {@code .sparkle/tools}.
 */
final class PortkeyGateway implements AutoCloseable {

  static final String VERSION = "1.15.2";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  private PortkeyGateway(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Installs it if need be, starts it, and waits until it listens.
   *
   * @param root the checkout
   * @throws Trouble if there is no npm or Node, or it does not start
   */
  static PortkeyGateway start(Path root, Progress progress) throws IOException {
    Path folder = Files.createDirectories(root.resolve(".sparkle/tools/portkey-" + VERSION));
    Path program = folder.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
    Path log = folder.resolve("gateway.log");
    if (!Files.exists(program)) {
      progress.now("installing @portkey-ai/gateway " + VERSION + " from npm");
      install(folder);
    }
    Path preload = folder.resolve("preload.cjs");
    try (InputStream in = PortkeyGateway.class.getResourceAsStream("/bench/portkey-preload.cjs")) {
      Files.copy(in, preload, StandardCopyOption.REPLACE_EXISTING);
    }
    int port = Ports.free();
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "node",
                    "--require",
                    preload.toString(),
                    program.toString(),
                    "--port=" + port,
                    "--headless"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("NODE_ENV", "production");
    PortkeyGateway gateway = new PortkeyGateway(launch(builder), port);
    Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
    gateway.awaitListening(log);
    return gateway;
  }

  private static void install(Path folder) throws IOException {
    Files.writeString(folder.resolve("package.json"), "{\"private\": true}\n");
    Process npm =
        launch(
            new ProcessBuilder(
                    List.of(
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--save-exact",
                        "@portkey-ai/gateway@" + VERSION))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("npm.log").toFile()));
    try {
      if (npm.waitFor() != 0) {
        throw new Trouble(
            ExitCode.MACHINE,
            "npm cannot install @portkey-ai/gateway.",
            "See " + folder.resolve("npm.log") + ".");
      }
    } catch (InterruptedException e) {
      npm.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while npm was at work", e);
    }
  }

  private static Process launch(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.MACHINE,
          "there is no " + builder.command().get(0) + " on this machine.",
          "Install Node.js 20 or later with npm.");
    }
  }

  private void awaitListening(Path log) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (ConnectException notYet) {
        Pause.of(Duration.ofMillis(50));
      }
    }
    close();
    throw new Trouble(ExitCode.MACHINE, "the gateway does not start.", "See " + log + ".");
  }

  /** Up to and with {@code /v1}. */
  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port + "/v1");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
