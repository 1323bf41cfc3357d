package dev.sparkle.platform.control.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Secrets that are none. */
final class UnsafeSecrets {

  /** Given out by others, who choose how long they are. */
  private static final Set<String> OF_OTHERS = Set.of("api-key", "client-secret");

  private final DeclaredSettings declared;
  private final Findings look;

  UnsafeSecrets(DeclaredSettings declared, Findings look) {
    this.declared = declared;
    this.look = look;
  }

  void look() {
    for (Setting each : withNames()) {
      look.values().text(each.name()).ifPresent(value -> secret(each, value));
    }
  }

  private List<Setting> withNames() {
    List<Setting> all = new ArrayList<>(SettingCheck.ofNodes(declared, look.values()));
    all.addAll(declared.of(Setting.Place.COMMAND));
    return all.stream().filter(Setting::fromFile).toList();
  }

  private void secret(Setting setting, String value) {
    boolean ofOthers =
        OF_OTHERS.stream().anyMatch(setting.name()::endsWith)
            || setting.name().equals("sparkle.mail.password")
            || setting.name().equals("SPARKLE_TOKEN");
    Optional<String> secret = setting.secret() ? Optional.of(value) : passwordIn(value);
    secret
        .flatMap(each -> ofOthers ? WeakSecret.placeholder(each) : WeakSecret.own(each))
        .ifPresent(
            why ->
                look.warn(
                    setting.name(),
                    (setting.secret() ? "It " : "Its password ")
                        + why
                        + "; use a random one of at least 24 characters."));
  }

  /** The password within an address; empty if it has none. */
  static Optional<String> passwordIn(String address) {
    String authority = address.replaceFirst("^[^/]*//", "").replaceFirst("[/?].*$", "");
    int at = authority.lastIndexOf('@');
    int colon = authority.indexOf(':');
    return at > colon && colon >= 0
        ? Optional.of(authority.substring(colon + 1, at))
        : Optional.empty();
  }
}
