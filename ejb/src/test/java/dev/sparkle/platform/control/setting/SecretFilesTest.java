package dev.sparkle.platform.control.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {

  @TempDir private Path folder;

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("secret"), text).toString();
  }

  @Test
  void readsASecretFromItsFileWithoutTheEndOfTheLine() throws IOException {
    SecretFiles files =
        SecretFiles.of(
            Map.of(
                "SPARKLE_LLM_API_KEY_FILE", file(" sk-1 \r\n\n"),
                "SPARKLE_LLM_MODEL_FILE", file(" sk-1 \r\n\n"),
                "HOME_FILE", file(" sk-1 \r\n\n")));

    assertEquals(Map.of("SPARKLE_LLM_API_KEY", " sk-1 "), files.values());
    assertEquals(Map.of(), files.problems());
  }

  @Test
  void readsWhatNoTableNamesIfItsNameSaysThatItIsSecret() throws IOException {
    SecretFiles files =
        SecretFiles.of(
            Map.of(
                "SPARKLE_OIDC_KEYCLOAK_CLIENT_SECRET_FILE", file("s"),
                "OTEL_EXPORTER_OTLP_HEADERS_FILE", file("s"),
                "SPARKLE_REDIS_URL_FILE", file("s")));
    assertEquals(3, files.values().size(), files.values().keySet().toString());
  }

  @Test
  void saysWhichFileCannotBeRead() {
    SecretFiles files =
        SecretFiles.of(Map.of("SPARKLE_MAIL_PASSWORD_FILE", folder.resolve("none").toString()));
    String sentence = files.problems().get("SPARKLE_MAIL_PASSWORD");
    assertTrue(sentence.startsWith("SPARKLE_MAIL_PASSWORD_FILE is \""), sentence);
  }

  @Test
  void refusesTwoThatDiffer() throws IOException {
    String file = file("one");
    assertEquals(
        1,
        SecretFiles.of(Map.of("SPARKLE_MAIL_PASSWORD_FILE", file, "SPARKLE_MAIL_PASSWORD", "other"))
            .problems()
            .size());
    SecretFiles same =
        SecretFiles.of(Map.of("SPARKLE_MAIL_PASSWORD_FILE", file, "SPARKLE_MAIL_PASSWORD", "one"));
    assertEquals(Map.of(), same.problems());
    assertEquals(
        Map.of("SPARKLE_MAIL_PASSWORD", "one", "A", "b"),
        same.in(Map.of("SPARKLE_MAIL_PASSWORD_FILE", file, "A", "b")));
  }
}
