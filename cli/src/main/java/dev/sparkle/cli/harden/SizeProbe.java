package dev.sparkle.cli.harden;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Requests that are larger than any that is meant. */
final class SizeProbe implements Probe {

  private static final int LARGE = 2 << 20;
  private static final String PATH = "POST /api/v1/auth/login HTTP/1.1\r\n";

  @Override
  public String area() {
    return "sizes";
  }

  @Override
  public List<Finding> look(Scene scene) throws IOException {
    List<Finding> findings = new ArrayList<>();
    String host = Wire.host(scene);
    findings.add(
        refused(
            "JSON of 2 MiB",
            Wire.ask(
                scene.outside(),
                PATH
                    + host
                    + "Content-Type: application/json\r\nContent-Length: "
                    + LARGE
                    + "\r\nConnection: close\r\n\r\n{\"email\":\"")));
    findings.add(
        refused(
            "JSON of 2 MiB in pieces",
            Wire.ask(
                scene.outside(),
                PATH
                    + host
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                    + "Connection: close\r\n\r\n"
                    + "200000\r\n"
                    + "{\"email\":\""
                    + "x".repeat(LARGE - 10)
                    + "\r\n0\r\n\r\n")));
    findings.add(
        refused(
            "a body of 1 GiB announced",
            Wire.ask(
                scene.outside(),
                "POST /api/v1/materials HTTP/1.1\r\n"
                    + host
                    + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1073741824\r\n"
                    + "Connection: close\r\n\r\n")));
    findings.add(
        refused("a header of 64 KiB", Wire.get(scene, "/", "X-Long: " + "x".repeat(64 << 10))));
    String[] many = new String[300];
    for (int i = 0; i < many.length; i++) {
      many[i] = "X-Header-" + i + ": x";
    }
    findings.add(refused("300 headers", Wire.get(scene, "/", many)));
    findings.add(refused("an address of 64 KiB", Wire.get(scene, "/?" + "x".repeat(64 << 10))));
    findings.add(
        refused(
            "two lengths at once",
            Wire.ask(
                scene.outside(),
                PATH
                    + host
                    + "Content-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 30\r\n"
                    + "Connection: close\r\n\r\n{}")));
    return findings;
  }

  private Finding refused(String what, Answer answer) {
    boolean closed = answer.status() == 0 && answer.body().startsWith("closed");
    return Finding.of(
        closed || answer.status() >= 400 && answer.status() < 500,
        area(),
        what,
        answer.told(),
        "Bound it: httpOptions (limitFieldSize, limitNumHeaders, MessageSizeLimit), BoundedBody.");
  }
}
