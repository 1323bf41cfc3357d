package dev.sparkle.cli.harden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {

  private static final String GOOD =
      """
      HTTP/1.1 200 OK
      Strict-Transport-Security: max-age=31536000
      X-Content-Type-Options: nosniff
      Referrer-Policy: no-referrer
      Content-Security-Policy: default-src 'self'; img-src 'self' data:; frame-ancestors 'none'

      """;

  private static Answer answer(String text) {
    return Answer.read(text.replace("\n", "\r\n"));
  }

  @Test
  void letsAGoodAnswerPass() {
    assertEquals(List.of(), HeaderRules.faults(answer(GOOD), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Strict-Transport-Security: max-age=31536000",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer",
        "Content-Security-Policy: default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"
      })
  void missesEachHeader(String header) {
    List<String> faults = HeaderRules.faults(answer(GOOD.replace(header + "\n", "")), true);

    assertTrue(!faults.isEmpty(), header);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-age=31536000 | max-age=600",
        "nosniff | sniff",
        "default-src 'self' | default-src 'self' 'unsafe-inline'",
        "default-src 'self' | default-src *",
        "default-src 'self' | script-src 'self' https:",
        "default-src 'self' | img-src 'self'",
        "; frame-ancestors 'none' | ''"
      })
  void findsWhatIsTooLoose(String good, String loose) {
    assertEquals(1, HeaderRules.faults(answer(GOOD.replace(good, loose)), true).size());
  }

  @Test
  void wantsNoHstsWithoutTls() {
    Answer plain = answer(GOOD.replace("Strict-Transport-Security: max-age=31536000\n", ""));

    assertEquals(List.of(), HeaderRules.faults(plain, false));
  }

  @Test
  void findsCookiesWithoutFlags() {
    assertEquals(
        List.of("a lacks Secure, HttpOnly, SameSite", "b lacks SameSite"),
        HeaderRules.looseCookies(
            answer(
                """
                HTTP/1.1 200 OK
                Set-Cookie: a=1; Path=/
                Set-Cookie: b=2; Path=/; Secure; HttpOnly; SameSite=None
                Set-Cookie: c=3; Path=/; Secure; HttpOnly; SameSite=Strict

                """)));
  }

  @Test
  void findsWhatAServerSaysOfItself() {
    Answer talkative =
        answer(
            """
            HTTP/1.1 404 Not Found
            Server: WebSphere Application Server
            X-Powered-By: Servlet/6.0

            Error 404: java.io.FileNotFoundException: SRVE0190E: File not found""");

    assertEquals(
        3, HeaderRules.banners(talkative).size(), HeaderRules.banners(talkative).toString());
    assertEquals(List.of(), HeaderRules.banners(answer(GOOD)));
  }
}
