package dev.sparkle.platform.control.setting;

/** Who can come in, and where. */
final class UnsafeDoors {

  private final Findings look;

  UnsafeDoors(Findings look) {
    this.look = look;
  }

  void look() {
    boolean open =
        look.values()
            .text("SPARKLE_HTTP_HOST")
            .filter(host -> !Findings.HERE.contains(host))
            .isPresent();
    // where there is a host of its own for plain HTTP, that one counts
    String plain =
        look.values().find("SPARKLE_OPERATIONS_HOST").isPresent()
            ? "SPARKLE_OPERATIONS_HOST"
            : "SPARKLE_HTTP_HOST";
    if (look.values().text(plain).filter(host -> !Findings.HERE.contains(host)).isPresent()) {
      look.warn(
          plain,
          "Plain HTTP is open to the network: passwords can be read on the way. Keep it to"
              + " 127.0.0.1, behind a proxy with TLS.");
    }
    if (open && operatorsComeByHttps()) {
      look.warn(
          "sparkle.operations.port",
          "/ops and the operators' interface answer on the public port, and so do /metrics and"
              + " /health, without a sign-in. Set it to http, and keep /metrics off the proxy.");
    }
    if (open
        && !look.is("SPARKLE_ADMIN_CENTER", "off")
        && look.is("sparkle.management.port", "-1", true)) {
      look.warn(
          "SPARKLE_ADMIN_CENTER",
          "Liberty's Admin Center answers on the public port. Set it to off, or keep it off the"
              + " proxy.");
    }
    if (look.is("sparkle.chat.allowed-origins", "*")) {
      look.warn(
          "sparkle.chat.allowed-origins", "Pages of any origin may open a socket. Name them.");
    }
    if (look.is("sparkle.identity.guests", "true")) {
      look.warn(
          "sparkle.identity.guests",
          "Anybody may ask without an account. Set it to false, unless that is wanted.");
    }
    if (look.is("sparkle.identity.registration", "true")) {
      look.warn(
          "sparkle.identity.registration",
          "Anybody may make an account. Set it to false where accounts come from you or a provider.");
    }
  }

  /** Learners come by it in production. */
  private boolean operatorsComeByHttps() {
    return look.values()
        .text("sparkle.operations.port")
        .filter(
            port ->
                port.equals("0")
                    || port.equals("https")
                    || look.values().text("SPARKLE_HTTPS_PORT").filter(port::equals).isPresent())
        .isPresent();
  }
}
