package dev.sparkle.cli.harden;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Methods that nobody needs, and a socket that another site's page opens. */
final class MethodProbe implements Probe {

  @Override
  public String area() {
    return "methods";
  }

  @Override
  public List<Finding> look(Scene scene) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (String path : List.of("/", "/api/v1/usage")) {
      for (String method : List.of("TRACE", "TRACK", "CONNECT", "PUT", "DELETE")) {
        Answer answer =
            Wire.ask(
                scene.outside(),
                method
                    + " "
                    + path
                    + " HTTP/1.1\r\n"
                    + Wire.host(scene)
                    + "X-Echo: do-not-tell-me\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        boolean refused =
            (answer.status() == 0 || answer.status() >= 400)
                && !answer.body().contains("do-not-tell-me");
        findings.add(
            Finding.of(
                refused,
                area(),
                method + " " + path,
                answer.told(),
                "Refuse the method; TRACE tells a page's script what it may not read."));
      }
    }
    Answer socket =
        Wire.get(
            scene,
            "/ws/chat?ticket=none",
            "Origin: https://elsewhere.example",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: c3BhcmtsZSBoYXJkZW4gIQ==");
    findings.add(
        Finding.of(
            socket.status() == 403,
            area(),
            "socket from another origin",
            socket.told(),
            "Name the allowed ones only: SPARKLE_CHAT_ALLOWED_ORIGINS."));
    return findings;
  }
}
