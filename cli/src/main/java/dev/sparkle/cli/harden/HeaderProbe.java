package dev.sparkle.cli.harden;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Headers, cookies and banners of answers of every kind: pages, REST, refusals, what is not there.
 */
final class HeaderProbe implements Probe {

  private static final List<String> PATHS =
      List.of("/", "/api/v1/usage", "/health", "/.well-known/jwks.json", "/there-is-no-such-page");

  @Override
  public String area() {
    return "headers";
  }

  @Override
  public List<Finding> look(Scene scene) throws IOException {
    List<Finding> findings = new ArrayList<>();
    List<String> banners = new ArrayList<>();
    List<String> loose = new ArrayList<>();
    int cookies = 0;
    for (String path : PATHS) {
      Answer answer = Wire.get(scene, path);
      List<String> faults = HeaderRules.faults(answer, scene.isSecure());
      findings.add(
          Finding.of(
              answer.status() > 0 && faults.isEmpty(),
              area(),
              "GET " + path,
              answer.told() + (faults.isEmpty() ? ", all there" : ", lacks " + all(faults)),
              "Set them: headers of the httpEndpoint, or the application's RequestContext."));
      banners.addAll(HeaderRules.banners(answer).stream().map(b -> b + " (" + path + ")").toList());
      loose.addAll(HeaderRules.looseCookies(answer));
      cookies += answer.headers().getOrDefault("set-cookie", List.of()).size();
    }
    Answer bad = Wire.ask(scene.outside(), "GET /%zz HTTP/1.1\r\n" + Wire.host(scene) + "\r\n");
    banners.addAll(HeaderRules.banners(bad));
    findings.add(
        Finding.of(
            banners.isEmpty(),
            area(),
            "no banner",
            banners.isEmpty() ? "none in " + (PATHS.size() + 1) + " answers" : all(banners),
            "removeServerHeader, disableXPoweredBy, and pages of errors of one's own."));
    findings.add(
        Finding.of(
            loose.isEmpty(),
            area(),
            "cookies",
            loose.isEmpty() ? cookies + " set, none loose" : all(loose),
            "httpSession and webAppSecurity: Secure, HttpOnly, SameSite."));
    findings.add(otherOrigins(scene));
    return findings;
  }

  private Finding otherOrigins(Scene scene) throws IOException {
    Answer answer = Wire.get(scene, "/api/v1/usage", "Origin: https://elsewhere.example");
    List<String> let =
        answer.headers().getOrDefault("access-control-allow-origin", List.of()).stream()
            .filter(origin -> Stream.of("*", "https://elsewhere.example").anyMatch(origin::equals))
            .toList();
    return Finding.of(
        let.isEmpty(),
        area(),
        "pages of other origins",
        let.isEmpty() ? "may read nothing" : "may read answers: " + all(let),
        "Take the origin out of Liberty's cors.");
  }

  private static String all(List<String> words) {
    return String.join("; ", words);
  }
}
