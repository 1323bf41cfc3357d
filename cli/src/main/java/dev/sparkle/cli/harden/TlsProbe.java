package dev.sparkle.cli.harden;

import dev.sparkle.cli.cert.ShownCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** Versions and ciphers that the server takes, its certificate, and that there is no plain HTTP. */
final class TlsProbe implements Probe {

  private static final int PATIENCE_MS = 5000;
  private static final int TLS12 = 0x0303;

  private static final Map<String, Integer> OLD =
      new LinkedHashMap<>(Map.of("SSL 3.0", 0x0300, "TLS 1.0", 0x0301, "TLS 1.1", 0x0302));

  /** What any client of those times could do. */
  private static final List<Integer> OF_OLD =
      List.of(0x002F, 0x0035, 0x000A, 0xC013, 0xC014, 0xC009, 0xC00A, 0x0033, 0x0039);

  /** Families that TLS 1.2 still has and nobody should take. */
  private static final Map<String, List<Integer>> WEAK =
      Map.of(
          "no encryption", List.of(0x0001, 0x0002, 0x003B, 0xC006, 0xC010),
          "RC4, DES, export",
              List.of(0x0003, 0x0004, 0x0005, 0x0009, 0x000A, 0xC011, 0xC012, 0xC008),
          "nobody signs (anonymous)",
              List.of(0x0018, 0x0034, 0x003A, 0x006C, 0x00A6, 0xC018, 0xC019),
          "keys sent by RSA (no forward secrecy)",
              List.of(0x002F, 0x0035, 0x003C, 0x003D, 0x009C, 0x009D),
          "CBC", List.of(0xC013, 0xC014, 0xC009, 0xC00A, 0xC023, 0xC024, 0xC027, 0xC028));

  @Override
  public String area() {
    return "TLS";
  }

  @Override
  public List<Finding> look(Scene scene) throws IOException {
    if (!scene.isSecure()) {
      return List.of(
          Finding.fail(
              area(),
              "HTTPS",
              scene.outside() + " is plain HTTP",
              "Let learners in by HTTPS: --env production."));
    }
    List<Finding> findings = new ArrayList<>();
    for (String version : List.of("TLSv1.3", "TLSv1.2")) {
      findings.add(modern(scene, version));
    }
    for (Map.Entry<String, Integer> old : OLD.entrySet()) {
      int chosen = offer(scene, old.getValue(), OF_OLD);
      findings.add(refused(old.getKey(), chosen));
    }
    for (Map.Entry<String, List<Integer>> weak : WEAK.entrySet()) {
      findings.add(refused("TLS 1.2 with " + weak.getKey(), offer(scene, TLS12, weak.getValue())));
    }
    List<String> faults = ShownCertificate.faults(scene.outside());
    findings.add(
        faults.isEmpty()
            ? Finding.pass(area(), "certificate", "for " + scene.host() + ", good for two weeks")
            : Finding.warn(
                area(),
                "certificate",
                String.join(" ", faults),
                "./sparkle cert use, with one that browsers trust."));
    findings.add(plain(scene));
    return findings;
  }

  private Finding modern(Scene scene, String version) {
    try (Socket plain = connect(scene);
        SSLSocket socket =
            (SSLSocket)
                ShownCertificate.lookingOnly()
                    .getSocketFactory()
                    .createSocket(plain, scene.host(), scene.port(), true)) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      return Finding.pass(area(), version, socket.getSession().getCipherSuite());
    } catch (SSLException refused) {
      return Finding.fail(area(), version, "refused", "Offer it: sslProtocol of the ssl element.");
    } catch (IOException away) {
      return Finding.fail(area(), version, "no connection: " + away.getMessage(), "Is it running?");
    }
  }

  private Finding refused(String what, int chosen) {
    return Finding.of(
        chosen < 0,
        area(),
        what,
        chosen < 0 ? "refused" : "taken, with cipher 0x%04X".formatted(chosen),
        "Bound sslProtocol and enabledCiphers of the ssl element.");
  }

  private static int offer(Scene scene, int version, List<Integer> ciphers) throws IOException {
    try (Socket socket = connect(scene)) {
      socket.getOutputStream().write(ClientHello.of(scene.host(), version, ciphers));
      socket.getOutputStream().flush();
      return ClientHello.chosen(socket.getInputStream().readNBytes(128));
    } catch (java.net.SocketException | java.net.SocketTimeoutException dropped) {
      return -1;
    }
  }

  private static Socket connect(Scene scene) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(scene.host(), scene.port()), PATIENCE_MS);
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  /** Plain HTTP at the port of HTTPS, and at port 80 of the same host. */
  private Finding plain(Scene scene) throws IOException {
    Answer same =
        Wire.ask(
            URI.create("http://" + scene.host() + ":" + scene.port()),
            "GET / HTTP/1.1\r\n" + Wire.host(scene) + "Connection: close\r\n\r\n");
    Answer usual =
        Wire.ask(
            URI.create("http://" + scene.host() + ":80"),
            "GET / HTTP/1.1\r\nHost: " + scene.host() + "\r\nConnection: close\r\n\r\n");
    boolean redirected =
        usual.status() >= 300
            && usual.status() < 400
            && usual.header("location").orElse("").startsWith("https://");
    boolean own = scene.host().equals("localhost") || scene.host().startsWith("127.");
    boolean good = same.status() == 0 && (own || usual.status() == 0 || redirected);
    return Finding.of(
        good,
        area(),
        "no plain HTTP for learners",
        "port "
            + scene.port()
            + ": "
            + same.told()
            + ", port 80: "
            + (own ? "not ours" : usual.told()),
        "Close port 80, or let a proxy redirect it to HTTPS.");
  }
}
