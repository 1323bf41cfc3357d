package dev.sparkle.safety.control.output;

import java.util.regex.Pattern;

/** What stands where a secret would, in lessons and manuals. */
final class Placeholders {

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)[<{\\[$%(].*|.*(?:\\$\\{|\\{\\{|<[a-z_ -]+>).*"
              + "|[x*.•#_?-]+|(.)\\1{3,}"
              + "|(?:.*[^a-z])?(?:your|insert|enter|sample|dummy|fake|my)[-_ .]?(?:own[-_ ])?(?:api|pass|pw|pwd|secret|token|key"
              + "|new|strong|super|db|user|username|client|access|real|actual|value|$).*"
              + "|(?:.*[^a-z])?(?:fake|dummy|sample|your|insert|enter|foo|bar)(?:[^a-z].*)?"
              + "|.*(?:example|placeholder|change[-_ ]?me|redacted|[-_]here|getenv|environ|process\\.|input\\(|not_"
              + "|xxxx|\\*\\*\\*).*|your.*"
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
