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
          + "|passw|wachtwoord|senha|pw|pin(?: ?(?:code|码|碼))?|one[- ]time code|(?:verification|security|access|unlock) code|otp"
          + "|密码|口令|密碼|登录码|提取码|访问码|解压码|验证码|驗證碼|动态码|パスワード|비밀번호";
  private static final Pattern CUE =
      Pattern.compile(
          "(?i)(?<![a-z0-9])(?:[a-z0-9]{1,20}[_.-]){0,3}(?:(?-i:[A-Z]{1,12}(?=[A-Z]{6})|[a-z]{1,12}(?=P[a-z]+)))?("
              + NAMES
              + ")[\"'`*\\])]{0,3}(?: (?:for|to|of|on|in) [^.:=\\n]{1,48}?)?"
              + "(?:\\s{0,3}(?:=>?|:=?|：|→|->|(?<= )[-–—](?= )|就是|设成了?|改成了?|设为|設為|改为|设置为|是|为|為|=)|\\s(?:is|was|are|ist|es|est|has been|will be)"
              + "(?: now| currently)?(?: set to| changed to| reset to)?[:：]?"
              + "|\\s(?:(?:re)?set|changed) to)"
              + "(?:\\s?(?:是|为|：))?\\s{0,6}[*]{0,2}");

  /** The name and the value with nothing but a blank, a bracket or a quote between them. */
  private static final Pattern BESIDE =
      Pattern.compile(
          "(?i)(?<![a-z0-9])(?:pass ?(?:word|phrase|code)|passwd|passwort|pwd|\\bpw|密码|口令|密碼)"
              + "(?:\\s|\\s?(?=[\"“‘「【《（(]))");

  private static final Pattern QUOTED =
      Pattern.compile("([\"'`“‘「【《（(\\[])([^\"'`”’」】》）)\\]\\n]{3,80})[\"'`”’」】》）)\\]]");
  private static final Pattern BARE =
      Pattern.compile("[^\\s\"'`“”‘’「」【】《》<>|\\p{IsIdeographic}，。；：、！？（）]{4,80}");

  /** What has the form of a code: a few digits and letters. */
  private static final Pattern CODES =
      Pattern.compile("(?i)pin.*|.* code|otp|提取码|访问码|解压码|验证码|驗證碼|动态码");

  private static final Pattern CODE =
      Pattern.compile(".*[a-z)\\]]\\(.*|.*\\).*\\(.*|[\\d.,]+[-–~][\\d.,]+|.*\\w\\[.*");

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.to() - window.from() < 4 || !Sieve.CUE.matcher(window.text()).find()) {
      return;
    }
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
    findBeside(window, found);
  }

  private static void findBeside(Window window, Consumer<SensitiveSpan> found) {
    Matcher beside = BESIDE.matcher(window.text());
    while (beside.find()) {
      int place = beside.end();
      Matcher quoted = QUOTED.matcher(window.text()).region(place, window.text().length());
      Matcher bare = BARE.matcher(window.text()).region(place, window.text().length());
      if (quoted.lookingAt()) {
        boolean strong = Secrecy.isStrong(quoted.group(2)) || quoted.group(2).split(" ").length > 3;
        tell(window, quoted.start(2), quoted.end(2), strong && isQuote(quoted), found);
      } else if (bare.lookingAt()) {
        int end = end(window.text(), place, bare.end());
        tell(window, place, end, Secrecy.isStrong(window.text().substring(place, end)), found);
      }
    }
  }

  /** A phrase in brackets explains; one in quotes may be the value. */
  private static boolean isQuote(Matcher quoted) {
    return quoted.group(2).indexOf(' ') < 0 || "\"'`“‘「【".indexOf(quoted.group(1)) >= 0;
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
    if (CODES.matcher(name).matches()) {
      return value.matches("\\d{4,8}|(?=.*\\d)[A-Za-z0-9]{4,8}")
          && !value.matches("(?:19|20)\\d\\d");
    }
    boolean sign = value.chars().anyMatch(c -> "!@#$%^&*+=~?".indexOf(c) >= 0);
    boolean mixed = value.matches(".+[A-Z].*") && value.matches(".*[a-z].*");
    boolean chinese = Character.isIdeographic(name.charAt(0));
    boolean word = value.chars().allMatch(Character::isLetter);
    boolean assigned = cue.strip().endsWith("=") || cue.strip().endsWith(":");
    boolean phrase = assigned && value.matches("\\p{L}+(?:-\\p{L}+){2,}");
    return digit || sign || phrase || mixed && (!word || assigned) || chinese && word;
  }
}
