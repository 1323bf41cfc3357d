package dev.sparkle.safety.control.output;

import java.util.regex.Pattern;

/** What stands where a secret would, in lessons and manuals. */
final class Placeholders {

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)[<{\\[$%(].*|.*(?:\\$\\{|\\{\\{|<[a-z_ -]+>).*"
              + "|[x*.•#_?-]+|(.)\\1{3,}"
              + "|.*(?:your|my|insert|enter|example|placeholder|change[-_ ]?me|dummy|fake|redacted"
              + "|sample|here|getenv|environ|process\\.|input\\(|not_|xxxx|\\*\\*\\*).*"
              + "|(?:string|str|text|varchar|none|null|nil|true|false|required|optional|hidden|secret"
              + "|password|passwd|passphrase|token|key|value|undefined|todo|tbd|incorrect|wrong|correct"
              + "|invalid|valid|empty|missing|safe|secure|weak|strong|encrypted|hashed|unknown|blank"
              + "|protected|expired|needed|stored|correcto|incorrecta)[.;,!?)]*");

  private Placeholders() {}

  /** Whether a value stands for a secret, and is none. */
  static boolean matches(String value) {
    return PLACEHOLDER.matcher(value).matches();
  }
}
