package dev.sparkle.cli.harden;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must stand in the head of every answer that learners get, and what must not. Pure. */
final class HeaderRules {

  /**
   * Half a year: what browsers' own lists ask for at least is a year; below, it protects little.
   */
  private static final long HSTS_SECONDS = 15_552_000;

  private static final Pattern MAX_AGE = Pattern.compile("max-age=\"?(\\d{1,12})");
  private static final Pattern TALKATIVE =
      Pattern.compile(
          "(?i)open ?liberty|websphere|\\bIBM\\b|jetty|tomcat|\\bat [a-z]+(\\.[a-z0-9]+)+\\.[A-Z]"
              + "|SRVE\\d{4}|Exception\\b");

  private HeaderRules() {}

  /** What is missing or wrong; empty: nothing. */
  static List<String> faults(Answer answer, boolean secure) {
    List<String> faults = new ArrayList<>();
    if (secure && !isLongHsts(answer)) {
      faults.add("Strict-Transport-Security for half a year or more");
    }
    if (!answer.header("x-content-type-options").orElse("").equalsIgnoreCase("nosniff")) {
      faults.add("X-Content-Type-Options: nosniff");
    }
    String policy = answer.header("content-security-policy").orElse("");
    boolean framed =
        policy.contains("frame-ancestors 'none'")
            || policy.contains("frame-ancestors 'self'")
            || answer.header("x-frame-options").orElse("").matches("(?i)deny|sameorigin");
    if (!framed) {
      faults.add("frame-ancestors or X-Frame-Options");
    }
    if (answer.header("referrer-policy").isEmpty()) {
      faults.add("Referrer-Policy");
    }
    faults.addAll(policyFaults(policy));
    return faults;
  }

  private static boolean isLongHsts(Answer answer) {
    Matcher age = MAX_AGE.matcher(answer.header("strict-transport-security").orElse(""));
    return age.find() && Long.parseLong(age.group(1)) >= HSTS_SECONDS;
  }

  /** What a Content-Security-Policy lets through that it should not. */
  private static List<String> policyFaults(String policy) {
    if (policy.isBlank()) {
      return List.of("Content-Security-Policy");
    }
    List<String> faults = new ArrayList<>();
    String scripts = directive(policy, "script-src");
    String all = directive(policy, "default-src");
    String effective = scripts.isEmpty() ? all : scripts;
    if (effective.isEmpty()) {
      faults.add("default-src in the Content-Security-Policy");
    }
    if (effective.matches(".*('unsafe-inline'|'unsafe-eval'|(^| )(\\*|https?:|data:)( |$)).*")) {
      faults.add("a Content-Security-Policy without '" + effective + "' for scripts");
    }
    return faults;
  }

  private static String directive(String policy, String name) {
    for (String part : policy.split(";")) {
      if (part.strip().toLowerCase(Locale.ROOT).startsWith(name + " ")) {
        return part.strip().substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  /** Words by which a server says what it is made of; empty: none. */
  static List<String> banners(Answer answer) {
    List<String> banners = new ArrayList<>();
    for (String name : List.of("server", "x-powered-by", "via", "x-aspnet-version")) {
      answer.header(name).ifPresent(value -> banners.add(name + ": " + value));
    }
    Matcher word = TALKATIVE.matcher(answer.body());
    if (answer.status() >= 400 && word.find()) {
      banners.add("\"" + word.group() + "\" in the page");
    }
    return banners;
  }

  /** Cookies that lack a flag, by name; empty: none does. */
  static List<String> looseCookies(Answer answer) {
    List<String> loose = new ArrayList<>();
    for (String cookie : answer.headers().getOrDefault("set-cookie", List.of())) {
      String flags = cookie.toLowerCase(Locale.ROOT);
      List<String> missing = new ArrayList<>();
      if (!flags.contains("; secure")) {
        missing.add("Secure");
      }
      if (!flags.contains("; httponly")) {
        missing.add("HttpOnly");
      }
      if (!flags.matches(".*; ?samesite=(strict|lax).*")) {
        missing.add("SameSite");
      }
      if (!missing.isEmpty()) {
        loose.add(cookie.split("=", 2)[0] + " lacks " + String.join(", ", missing));
      }
    }
    return loose;
  }
}
