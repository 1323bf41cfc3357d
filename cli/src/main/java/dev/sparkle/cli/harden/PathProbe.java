package dev.sparkle.cli.harden;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What must not be there where learners come in: metrics, console, the interface for operators,
 * Liberty's own applications, also by the ways around a guard that only compares the path.
 */
final class PathProbe implements Probe {

  private static final List<String> PATHS =
      List.of(
          "/metrics",
          "/metrics/",
          "//metrics",
          "/metrics;x=y",
          "/%6d%65trics",
          "/./metrics",
          "/x/../metrics",
          "/metrics?scope=base",
          "/ops",
          "/ops/",
          "/ops/index.html",
          "/ops;x=y/index.html",
          "/OPS/index.html",
          "/ops%2findex.html",
          "/%6fps/index.html",
          "//ops/index.html",
          "/x/..;/ops/index.html",
          "/api/v1/admin/overview",
          "/api/v1/admin;x=y/overview",
          "/api/v1/%61dmin/overview",
          "/api/v1//admin/overview",
          "/api/v1/./admin/overview",
          "/api/v1/x/../admin/overview",
          "/api;x=y/v1/admin/overview",
          "/openapi",
          "/openapi/ui",
          "/adminCenter",
          "/adminCenter/login.jsp",
          "/ibm/api",
          "/ibm/api/batch",
          "/ibm/adminCenter/explore-1.0/",
          "/IBMJMXConnectorREST",
          "/WEB-INF/web.xml",
          "/META-INF/MANIFEST.MF");

  /** 401 and 403 would say that there is something. */
  private static final Set<Integer> NOT_THERE = Set.of(400, 404, 405);

  @Override
  public String area() {
    return "paths";
  }

  @Override
  public List<Finding> look(Scene scene) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (String path : PATHS) {
      findings.add(judged(path, Wire.get(scene, path)));
    }
    String inside =
        scene.local().map(local -> Integer.toString(local.node().ports().http())).orElse("8080");
    findings.add(
        judged("/ops/ as if by port " + inside, Wire.get(scene, "/ops/", "$WSSP: " + inside)));
    findings.add(
        judged(
            "/ops/ by X-Forwarded-Port",
            Wire.get(scene, "/ops/", "X-Forwarded-Port: " + inside, "X-Forwarded-For: 127.0.0.1")));
    int management = scene.local().map(local -> local.node().ports().management()).orElse(8112);
    Answer otherHost =
        Wire.ask(
            scene.outside(),
            "GET /metrics HTTP/1.1\r\nHost: localhost:"
                + management
                + "\r\nConnection: close\r\n\r\n");
    findings.add(judged("/metrics for Host localhost:" + management, otherHost));
    findings.add(health(scene));
    return findings;
  }

  private Finding judged(String what, Answer answer) {
    return Finding.of(
        NOT_THERE.contains(answer.status()),
        area(),
        what,
        answer.told(),
        "Run it with --env production, and leave SPARKLE_OPERATIONS_PORT to it.");
  }

  private Finding health(Scene scene) throws IOException {
    Answer answer = Wire.get(scene, "/health");
    boolean talks = answer.body().contains("\"checks\"") && answer.body().contains("\"name\"");
    return Finding.of(
        !talks,
        area(),
        "/health tells a word only",
        talks ? "it tells its checks" : answer.told(),
        "Run it with --env production: details are for the operators' port.");
  }
}
