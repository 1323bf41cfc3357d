package dev.sparkle.cli.harden;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What looks like a secret in a text: keys of known services by their form, private keys, passwords
 * in addresses, and what is assigned to a name such as {@code password} and looks drawn by lot.
 *
 * <p><b>Limitations.</b> A word as a password, a key of a service that is not listed, and a secret
 * that is cut or encoded are not found.
 */
final class SecretRules {

  /** What was found; the match itself is never shown. */
  record Hit(String rule, int line, String match) {}

  /**
   * @param glance words of which one must be in a line before it is looked at closer
   * @param bits least entropy of a character of the secret (group 1, or all), in bits
   */
  private record Rule(String name, List<String> glance, Pattern form, double bits) {}

  private static final double DRAWN = 3.0;

  private static final List<Rule> RULES =
      List.of(
          rule(
              "aws-key",
              "(?<![A-Z0-9])((?:AKIA|ASIA)[A-Z0-9]{16})(?![A-Z0-9])",
              2.8,
              "AKIA",
              "ASIA"),
          rule(
              "github-token",
              "\\b((?:gh[pousr]_[A-Za-z0-9]{36,255})|github_pat_[A-Za-z0-9_]{50,255})",
              DRAWN,
              "gh",
              "github_pat_"),
          rule("gitlab-token", "\\b(glpat-[A-Za-z0-9_-]{20,})", DRAWN, "glpat-"),
          rule("slack-token", "\\b(xox[abprs]-[A-Za-z0-9-]{20,})", DRAWN, "xox"),
          rule("stripe-key", "\\b([sr]k_live_[A-Za-z0-9]{20,})", DRAWN, "k_live_"),
          rule("openai-key", "\\b(sk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{32,})", 3.5, "sk-"),
          rule("anthropic-key", "\\b(sk-ant-[A-Za-z0-9_-]{32,})", 3.5, "sk-ant-"),
          rule("google-key", "\\b(AIza[A-Za-z0-9_-]{35})", DRAWN, "AIza"),
          rule("npm-token", "\\b(npm_[A-Za-z0-9]{36})", DRAWN, "npm_"),
          rule("hugging-face-token", "\\b(hf_[A-Za-z0-9]{34,})", DRAWN, "hf_"),
          rule(
              "jwt",
              "\\b(eyJ[A-Za-z0-9_-]{15,}\\.eyJ[A-Za-z0-9_-]{15,}\\.[A-Za-z0-9_-]{20,})",
              DRAWN,
              "eyJ"),
          rule(
              "password-in-address",
              "\\b[a-z][a-z0-9+.-]{1,20}://[^\\s/:@\"'<>]{0,64}:([^\\s/:@\"'<>${}]{8,128})@",
              DRAWN,
              "://"),
          rule(
              "assigned",
              "(?i)(?:password|passwd|secret|token|api_?key|private_?key)[\"']?\\s*[:=]\\s*[\"']([A-Za-z0-9+/_=-]{20,200})[\"']",
              4.0,
              "password",
              "passwd",
              "secret",
              "token",
              "key"));

  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\\s*([A-Za-z0-9+/=\\s]{100,})-----END");

  private SecretRules() {}

  private static Rule rule(String name, String form, double bits, String... glance) {
    return new Rule(name, List.of(glance), Pattern.compile(form), bits);
  }

  /** All hits in a text. */
  static List<Hit> in(String text) {
    List<Hit> hits = new ArrayList<>();
    if (text.contains("PRIVATE KEY-----")) {
      Matcher key = PRIVATE_KEY.matcher(text);
      while (key.find()) {
        String body = key.group(1).replaceAll("\\s", "");
        if (entropy(body) > 4.5) {
          hits.add(new Hit("private-key", line(text, key.start()), body));
        }
      }
    }
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      look(line, number, hits);
    }
    return hits;
  }

  private static void look(String line, int number, List<Hit> hits) {
    if (line.length() > 100_000) {
      return; // data on one line; the forms would take minutes
    }
    String lower = null;
    for (Rule rule : RULES) {
      boolean glance = rule.glance().stream().anyMatch(line::contains);
      if (!glance && rule.name().equals("assigned")) {
        lower = lower == null ? line.toLowerCase(Locale.ROOT) : lower;
        glance = rule.glance().stream().anyMatch(lower::contains);
      }
      if (glance) {
        Matcher match = rule.form().matcher(line);
        while (match.find()) {
          String secret = match.group(1);
          if (entropy(secret) >= rule.bits() && !isPlaceholder(secret)) {
            hits.add(new Hit(rule.name(), number, secret));
          }
        }
      }
    }
  }

  /** Bits a character, by how often each occurs (Shannon). */
  static double entropy(String text) {
    int[] counts = new int[128];
    for (int i = 0; i < text.length(); i++) {
      counts[text.charAt(i) & 0x7F]++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / text.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }

  private static boolean isPlaceholder(String secret) {
    return secret.matches("(?i).*(example|placeholder|your[-_]?|xxxx|\\.\\.\\.|changeme).*");
  }

  private static int line(String text, int at) {
    return (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }
}
