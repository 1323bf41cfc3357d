package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds passwords, passcodes and PINs behind the words that name them: "the password for the door
 * is X", {@code pwd: X}, {@code DB_PASSWORD=X}, "密码是X".
 *
 * <p>In a sentence a plain word is not taken ("the password is wrong"): the value must have a
 * digit, a sign or mixed case, or stand in quotes. <b>Limitations.</b> An unquoted password that is
 * an ordinary word passes in English, and passphrases of several words unless quoted.
 */
final class PasswordDetector implements Detector {

  private static final String NAMES =
      "pass ?words?|passwd|pwd|pass ?code|pass ?phrase|passwort|kennwort|mot de passe|contraseña"
          + "|passw|wachtwoord|senha|pw|pin(?: ?code)?|密码|口令|密碼|登录码|パスワード|비밀번호";
  private static final Pattern CUE =
      Pattern.compile(
          "(?i)(?<![a-z0-9])(?:[a-z0-9]{1,20}[_-]){0,3}("
              + NAMES
              + ")[\"'`*]{0,3}(?: (?:for|to|of|on|in) [^.:=\\n]{1,48}?)?"
              + "(?:\\s{0,3}(?:=>?|:|：|→|->|是|为|為|=)|\\s(?:is|was|are|ist|es|est|has been|will be)"
              + "(?: now| currently)?(?: set to| changed to| reset to)?[:：]?"
              + "|\\s(?:(?:re)?set|changed) to)"
              + "(?:\\s?(?:是|为|：))?\\s{0,2}[*]{0,2}");
  private static final Pattern QUOTED =
      Pattern.compile("([\"'`“‘「])([^\"'`”’」\\n]{3,80})[\"'`”’」]");
  private static final Pattern BARE =
      Pattern.compile("[^\\s\"'`“”‘’「」<>|\\p{IsIdeographic}，。；：、！？（）]{4,80}");
  private static final Pattern CODE =
      Pattern.compile(".*[a-z)\\]]\\(.*|.*\\).*\\(.*|[\\d.,]+[-–~][\\d.,]+|.*\\w\\[.*");

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    Matcher cue = CUE.matcher(window.text());
    while (cue.find()) {
      int place = cue.end();
      Matcher quoted = QUOTED.matcher(window.text()).region(place, window.text().length());
      Matcher bare = BARE.matcher(window.text()).region(place, window.text().length());
      if (quoted.lookingAt()) {
        tell(window, quoted.start(2), quoted.end(2), isQuotedSecret(quoted.group(2)), found);
      } else if (bare.lookingAt()) {
        int end = end(window.text(), place, bare.end());
        String value = window.text().substring(place, end);
        tell(window, place, end, isSecret(value, cue.group(), cue.group(1)), found);
      }
    }
  }

  private static void tell(
      Window window, int start, int end, boolean secret, Consumer<SensitiveSpan> found) {
    if (secret && window.isOpen(start)) {
      found.accept(new SensitiveSpan(SensitiveKind.PASSWORD, start, end));
    }
  }

  /** A sentence's own signs do not belong to the value. */
  private static int end(String text, int start, int end) {
    int last = end;
    while (last > start && ".,;:?)]}*".indexOf(text.charAt(last - 1)) >= 0) {
      last--;
    }
    return last;
  }

  private static boolean isQuotedSecret(String value) {
    boolean phrase = value.indexOf(' ') >= 0 && value.split(" ").length < 4;
    return value.length() >= 4 && !phrase && !Placeholders.matches(value);
  }

  private static boolean isSecret(String value, String cue, String name) {
    if (value.length() < 4 || Placeholders.matches(value) || CODE.matcher(value).matches()) {
      return false;
    }
    boolean digit = value.chars().anyMatch(Character::isDigit);
    if (name.toLowerCase(java.util.Locale.ROOT).startsWith("pin")) {
      return value.matches("\\d{4,8}");
    }
    boolean sign = value.chars().anyMatch(c -> "!@#$%^&*+=~?".indexOf(c) >= 0);
    boolean mixed = value.matches(".+[A-Z].*") && value.matches(".*[a-z].*");
    boolean chinese = Character.isIdeographic(name.charAt(0));
    boolean word = value.chars().allMatch(Character::isLetter);
    boolean assigned = cue.strip().endsWith("=") || cue.strip().endsWith(":");
    return digit || sign || mixed && (!word || assigned) || chinese && word;
  }
}
