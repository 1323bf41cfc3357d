package dev.sparkle.cli.front;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontSettingsTest {

  private static final FrontSettings WRITTEN =
      new FrontSettings("0.0.0.0", 80, 443, Optional.of(Path.of("/etc/front.pem")));

  private static FrontSettings again(Map<String, String> environment) {
    return FrontSettings.of(environment, Optional.of(WRITTEN));
  }

  @Test
  void whatIsNotGivenStaysAsItWas() {
    assertEquals(WRITTEN, again(Map.of()));
    assertEquals(WRITTEN, again(Map.of("SPARKLE_FRONT_HOST", " ", "SPARKLE_FRONT_PORT", "")));
    assertEquals(
        new FrontSettings("0.0.0.0", 8080, 443, WRITTEN.certificate()),
        again(Map.of("SPARKLE_FRONT_PORT", "8080")));
    assertEquals(
        new FrontSettings("127.0.0.1", 80, 443, WRITTEN.certificate()),
        again(Map.of("SPARKLE_FRONT_HOST", "127.0.0.1")));
  }

  @Test
  void aCertificateIsTakenAwayByNaming() {
    assertEquals(Optional.empty(), again(Map.of("SPARKLE_FRONT_CERTIFICATE", "")).certificate());
    assertEquals(
        Optional.of(Path.of("/etc/other.pem")),
        again(Map.of("SPARKLE_FRONT_CERTIFICATE", "/etc/other.pem")).certificate());
  }

  @Test
  void withoutAnEarlierStartTheyAreTheUsualOnes() {
    assertEquals(
        new FrontSettings("127.0.0.1", 8000, 8400, Optional.empty()), FrontSettings.of(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "*", "::", "10.1.2.3"})
  void inProductionANetworkNeedsACertificate(String host) {
    Trouble refused =
        assertThrows(
            Trouble.class,
            () -> new FrontSettings(host, 8000, 8400, Optional.empty()).requireSealed());
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.remedy().contains("SPARKLE_FRONT_CERTIFICATE="), refused.remedy());
    assertDoesNotThrow(
        () -> new FrontSettings(host, 8000, 8400, WRITTEN.certificate()).requireSealed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
  void thisMachineAloneNeedsNone(String host) {
    assertDoesNotThrow(() -> new FrontSettings(host, 8000, 8400, Optional.empty()).requireSealed());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,  http://localhost:8000,  https://localhost:8400",
    "127.0.0.1,http://localhost:8000,  https://localhost:8400",
    "10.1.2.3, http://10.1.2.3:8000,   https://10.1.2.3:8400",
    "fd00::5,  http://[fd00::5]:8000,  https://[fd00::5]:8400",
  })
  void isReachedOverTlsWhereItHasACertificate(String host, URI plain, URI sealed) {
    assertEquals(plain, new FrontSettings(host, 8000, 8400, Optional.empty()).address());
    assertEquals(sealed, new FrontSettings(host, 8000, 8400, WRITTEN.certificate()).address());
  }
}
