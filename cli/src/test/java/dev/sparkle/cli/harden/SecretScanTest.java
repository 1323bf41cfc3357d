package dev.sparkle.cli.harden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sparkle.cli.services.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretScanTest {

  /** Drawn by lot for this test, and put together here so that no file holds a whole one. */
  private static final String TAIL = "Zq8Lw3" + "Xt5Rb7" + "Nv2Kd9" + "Hs4Pf6" + "Mj1Gc0" + "Ty";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "aws-key, AKIA, 7QWZ3NDX5RTB2KVM",
    "github-token, ghp_, Zq8Lw3Xt5Rb7Nv2Kd9Hs4Pf6Mj1Gc0TyUeWi",
    "openai-key, sk-proj-, Zq8Lw3Xt5Rb7Nv2Kd9Hs4Pf6Mj1Gc0TyUeWi",
    "slack-token, xoxb-, 4815162342-Zq8Lw3Xt5Rb7Nv2Kd9",
    "google-key, AIza, Zq8Lw3Xt5Rb7Nv2Kd9Hs4Pf6Mj1Gc0TyUeW"
  })
  void knowsTheKeysOfServices(String rule, String head, String tail) {
    List<SecretRules.Hit> hits = SecretRules.in("first line\nkey: " + head + tail + "\n");

    assertEquals(1, hits.size(), hits.toString());
    assertEquals(rule, hits.get(0).rule());
    assertEquals(2, hits.get(0).line());
  }

  @Test
  void findsWhatIsAssignedAndLooksDrawn() {
    assertEquals(1, SecretRules.in("password = \"" + TAIL + "\"").size());
    assertEquals(1, SecretRules.in("redis://:" + TAIL + "@host:6379/0").size());
    assertEquals(0, SecretRules.in("password = \"correct-horse-battery-staple\"").size());
    assertEquals(0, SecretRules.in("redis://:${SPARKLE_REDIS_PASSWORD}@host").size());
  }

  @Test
  void findsOneThatIsInTheHistoryOnly() throws IOException {
    assumeTrue(git("init", "-q").succeeded(), "there is no git");
    Path file = folder.resolve("settings.txt");
    Files.writeString(file, "token = \"" + TAIL + "\"\n");
    commit("one");
    Files.writeString(file, "token from the environment\n");
    commit("two");

    SecretScan.Result result = new SecretScan(folder).look();

    assertEquals(1, result.places().size(), result.toString());
    assertEquals("history", result.places().get(0).where());
    Files.createDirectories(folder.resolve(".ci"));
    Files.writeString(
        folder.resolve(SecretScan.ALLOWED), result.places().get(0).digest() + " made up\n");
    assertEquals(List.of(), new SecretScan(folder).look().places());
  }

  @Test
  void thisCheckoutAndItsHistoryHoldNone() throws IOException {
    Path root = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    while (root != null && !Files.exists(root.resolve(".git"))) {
      root = root.getParent();
    }
    assumeTrue(root != null, "this is no checkout of git");

    SecretScan.Result result = new SecretScan(root).look();

    assertEquals(List.of(), result.places(), "see ./sparkle harden secrets");
    assertTrue(result.files() > 500, result.files() + " files");
  }

  private void commit(String words) {
    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", words);
  }

  private Invocation.Outcome git(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    return Invocation.of(command).run();
  }
}
