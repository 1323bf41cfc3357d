package dev.sparkle.cli.drill.alerts;

import dev.sparkle.cli.bench.BenchInstallation;
import dev.sparkle.cli.bench.NoLimits;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.fakellm.FakeLlmProcess;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the drill strains: an installation of its own with two nodes, each with a language model
 * that does as it is told.
 */
final class ScratchSystem implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofMinutes(3);

  private final BenchInstallation installation;
  private final FakeLlmProcess firstModel;
  private final FakeLlmProcess secondModel;
  private final LibertyNode first;
  private final LibertyNode second;

  private ScratchSystem(Path root, Progress progress) throws IOException {
    firstModel = FakeLlmProcess.start("--tokens", "1000");
    secondModel = FakeLlmProcess.start();
    installation = BenchInstallation.start(root, progress);
    first = installation.begin("first", settings(firstModel));
    second = installation.begin("second", settings(secondModel));
    installation.await(first);
    installation.await(second);
  }

  /** Starts it. */
  static ScratchSystem start(Path root, Progress progress) throws IOException {
    return new ScratchSystem(root, progress);
  }

  private static Map<String, String> settings(FakeLlmProcess model) {
    Map<String, String> settings = new LinkedHashMap<>(NoLimits.SETTINGS);
    settings.put("SPARKLE_LLM_BASE_URL", model.baseUrl().toString());
    settings.put("SPARKLE_LLM_MODEL", "fake");
    settings.put("SPARKLE_LLM_FALLBACK", "material");
    settings.put("SPARKLE_ADMIN_CENTER", "off");
    settings.put("SPARKLE_TASKS_DRILLS", "true");
    return settings;
  }

  BenchInstallation installation() {
    return installation;
  }

  LibertyNode first() {
    return first;
  }

  LibertyNode second() {
    return second;
  }

  FakeLlmProcess secondModel() {
    return secondModel;
  }

  /** Asks a node and waits for the end of the answer. */
  void ask(LibertyNode node, String question) {
    try (ChatConnection socket = BenchInstallation.guest(node).connect()) {
      socket.send(new Question(question));
      socket.untilEnd(ANSWER);
    }
  }

  /** Asks a node the same many times at once, and waits for all answers. */
  void askAtOnce(LibertyNode node, String question, int times) {
    try (ChatConnection socket = BenchInstallation.guest(node).connect()) {
      for (int i = 0; i < times; i++) {
        socket.send(new Question(question));
      }
      for (int i = 0; i < times; i++) {
        socket.untilEnd(ANSWER);
      }
    }
  }

  /** The node's key store. */
  Certificates certificates(LibertyNode node) {
    return new Certificates(
        installation
            .place()
            .resolve(node.name())
            .resolve("output/sparkle/resources/security/key.p12"),
        node.environment().orElseThrow().get("SPARKLE_TLS_KEYSTORE_PASSWORD"));
  }

  @Override
  public void close() {
    installation.close();
    firstModel.close();
    secondModel.close();
  }
}
