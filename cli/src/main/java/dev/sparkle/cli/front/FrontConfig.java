package dev.sparkle.cli.front;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * HAProxy's configuration, as text. Nodes have places ({@value #PLACES}), whose address and weight
 * are changed while it runs, so that it never needs to be loaded again and no connection is cut;
 * the text holds what was last told, for a start after a crash.
 */
final class FrontConfig {

  static final String BACKEND = "nodes";

  /** As many as nodes can be on a machine. */
  static final int PLACES = 16;

  /** A socket gives a sign of life every 25 s; one without three of them is dead. */
  private static final int TUNNEL_SECONDS = 90;

  private FrontConfig() {}

  /**
   * The whole text.
   *
   * @param socket where it takes orders
   * @param record the nodes as they are now
   */
  static String text(FrontSettings settings, Path socket, FrontRecord record) {
    return """
    # Written by ./sparkle; changes here are lost.
    global
        stats socket %s mode 600 level admin expose-fd listeners
        stats timeout 30s
        # as at the nodes' own door: forward secret and authenticated, so no CBC
        ssl-default-bind-ciphers ECDHE+AESGCM:ECDHE+CHACHA20
        ssl-default-bind-options no-tls-tickets

    defaults
        mode http
        option forwardfor
        option redispatch
        retries 3
        retry-on conn-failure
        timeout connect 3s
        timeout check 5s
        timeout http-request 10s
        timeout http-keep-alive 15s
        timeout client 60s
        timeout server 120s
        timeout queue 10s
        timeout tunnel %ds

    frontend learners
        bind %s:%d
    %s%s    # a client does not choose its address: HAProxy names it, and it alone
        http-request del-header X-Forwarded-For
        http-request del-header Forwarded
        http-request set-header X-Forwarded-Proto %%[ssl_fc,iif(https,http)]
        # of the machine's own: asked for at the nodes' ports
        http-request deny deny_status 404 if { path /metrics } or { path_beg /adminCenter /ibm/ /IBM }
        default_backend %s

    backend %s
        balance roundrobin
        option httpchk GET /health/ready
        http-check expect status 200
        default-server check inter 1s fall 3 rise 1
    %s"""
        .formatted(
            socket,
            TUNNEL_SECONDS,
            settings.host(),
            settings.http(),
            tls(settings),
            redirect(settings) + strict(settings),
            BACKEND,
            BACKEND,
            places(record.places()));
  }

  private static String tls(FrontSettings settings) {
    return settings
        .certificate()
        .map(
            file ->
                "    bind %s:%d ssl crt %s alpn h2,http/1.1 ssl-min-ver TLSv1.2%n"
                    .formatted(settings.host(), settings.https(), file.toAbsolutePath()))
        .orElse("");
  }

  /**
   * With a certificate nobody is served without it. Who wrote a port is sent to that of HTTPS; who
   * wrote none came by port 80, which may be another's that sends him on, and finds HTTPS where it
   * usually is.
   */
  private static String redirect(FrontSettings settings) {
    if (settings.certificate().isEmpty()) {
      return "";
    }
    String there =
        "    http-request redirect code 301 location https://%[req.hdr(host),regsub(:[0-9]+$,)]"
            + (settings.https() == 443 ? "" : ":" + settings.https())
            + "%[pathq] if !{ ssl_fc }";
    return settings.https() == 443 || settings.http() == 80
        ? there + "\n"
        : there
            + " { req.hdr(host) -m reg :[0-9]+$ }\n"
            + "    http-request redirect scheme https code 301 if !{ ssl_fc }\n";
  }

  /** Browsers that were here once by a network come by HTTPS only; as at the nodes' own door. */
  private static String strict(FrontSettings settings) {
    return settings.certificate().isEmpty() || settings.onThisMachineOnly()
        ? ""
        : "    http-after-response set-header Strict-Transport-Security max-age=31536000"
            + " if { ssl_fc }\n";
  }

  private static String places(List<FrontServer> servers) {
    return IntStream.range(0, PLACES)
        .mapToObj(
            each ->
                servers.get(each) != null
                    ? "    server %s %s weight %d"
                        .formatted(
                            place(each), servers.get(each).place(), servers.get(each).weight())
                    : "    server %s 127.0.0.1:1 weight 0 disabled".formatted(place(each)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The place of that number, from 0. */
  static String place(int number) {
    return "place-" + (number + 1);
  }
}
