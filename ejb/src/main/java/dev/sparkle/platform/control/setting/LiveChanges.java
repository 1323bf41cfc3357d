package dev.sparkle.platform.control.setting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Judges what shall be changed while the nodes run, before it is done: only live settings, only
 * values that they may have, and only where all settings together still make a picture. A live
 * value is that text and nothing else: one with an expression could name a secret, and would be
 * shown.
 */
public final class LiveChanges {

  private static final String EXPRESSION = "${";
  private static final String UPLOAD = "sparkle.ingest.max-bytes";
  private static final String MESSAGE = "SPARKLE_HTTP_MESSAGE_BYTES";

  /** What a form has beside its file: names, boundaries, heads of its parts. */
  private static final long FORM = 64 << 10;

  /** What came of it. */
  public sealed interface Judged {}

  /**
   * It may be done.
   *
   * @param items by the settings' names; empty: as configured again
   * @param after all live values then
   */
  public record Fine(Map<String, Optional<String>> items, Map<String, String> after)
      implements Judged {}

  /**
   * It may not.
   *
   * @param code stable
   * @param sentence says why, and what to do instead
   */
  public record Refused(String code, String sentence) implements Judged {}

  private final DeclaredSettings declared;
  private final SettingValues configured;

  public LiveChanges(DeclaredSettings declared, SettingValues configured) {
    this.declared = declared;
    this.configured = configured;
  }

  /** Of stored values those that this version can use. */
  public Map<String, String> usable(Map<String, String> stored) {
    Map<String, String> usable = new TreeMap<>(stored);
    usable
        .entrySet()
        .removeIf(
            each ->
                declared
                    .find(each.getKey())
                    .filter(Setting::live)
                    .filter(setting -> !each.getValue().contains(EXPRESSION))
                    .filter(setting -> setting.problem(each.getValue()).isEmpty())
                    .isEmpty());
    return usable;
  }

  /**
   * Judges a change of one or several settings.
   *
   * @param inForce live values now
   * @param wanted by name or environment variable; empty: as configured again
   * @param together throws IllegalArgumentException with a sentence when all values together do not
   *     go
   */
  public Judged judge(
      Map<String, String> inForce,
      Map<String, Optional<String>> wanted,
      Consumer<SettingValues> together) {
    Map<String, Optional<String>> items = new LinkedHashMap<>();
    Map<String, String> after = usable(inForce);
    for (Map.Entry<String, Optional<String>> each : wanted.entrySet()) {
      Optional<Setting> found =
          declared
              .find(each.getKey())
              .or(() -> declared.ofVariable(each.getKey()).filter(setting -> !setting.open()));
      Optional<Refused> refused = refusal(each.getKey(), found, each.getValue(), inForce);
      if (refused.isPresent()) {
        return refused.get();
      }
      String name = found.orElseThrow().name();
      Optional<String> value = each.getValue().map(String::strip);
      items.put(name, value);
      value.ifPresentOrElse(v -> after.put(name, v), () -> after.remove(name));
    }
    try {
      together.accept(configured.under(after, Source.LIVE));
    } catch (IllegalArgumentException wrong) {
      return new Refused("bad_setting", sentence(wrong));
    }
    return new Fine(items, after);
  }

  private Optional<Refused> refusal(
      String name, Optional<Setting> found, Optional<String> value, Map<String, String> inForce) {
    if (found.isEmpty()) {
      return refused("setting_unknown", "There is no setting " + cut(name) + ".");
    }
    Setting setting = found.get();
    if (!setting.live()) {
      return refused("setting_not_live", whyNot(setting));
    }
    if (value.isEmpty() && !inForce.containsKey(setting.name())) {
      return refused("setting_not_changed", setting.name() + " is as configured.");
    }
    if (value.filter(given -> given.contains(EXPRESSION)).isPresent()) {
      return refused(
          "bad_setting",
          setting.name()
              + " cannot follow another setting while the nodes run: a live value is without ${…}.");
    }
    return value
        .flatMap(setting::problem)
        .or(() -> value.filter(given -> setting.name().equals(UPLOAD)).flatMap(this::tooLarge))
        .map(problem -> new Refused("bad_setting", problem));
  }

  /** The server ends what is larger, without a sentence, and reads its own limit at the start. */
  private Optional<String> tooLarge(String upload) {
    if (configured.text(MESSAGE).isEmpty()) {
      return Optional.empty();
    }
    long most = configured.large(MESSAGE) - FORM;
    return Long.parseLong(upload.strip()) <= most
        ? Optional.empty()
        : Optional.of(
            UPLOAD
                + " may be "
                + most
                + " at most here: the server ends a body above "
                + MESSAGE
                + ". Raise that first; it needs a restart.");
  }

  /** Why a setting needs a restart, and how it is set. */
  public static String whyNot(Setting setting) {
    if (setting.name().equals("sparkle.tasks.queues")) {
      return "sparkle.tasks.queues names the queues and needs a restart; how many attempts a queue"
          + " runs at a time changes at once with: ./sparkle tasks concurrency QUEUE N.";
    }
    if (setting.secret()) {
      return setting.name()
          + " is a secret: it comes from the environment or a file, and needs a restart.";
    }
    return setting.name()
        + " needs a restart: set "
        + setting.variable()
        + " in the environment or in .sparkle/settings.env, then ./sparkle down && ./sparkle up.";
  }

  private static Optional<Refused> refused(String code, String sentence) {
    return Optional.of(new Refused(code, sentence));
  }

  private static String cut(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  private static String sentence(IllegalArgumentException wrong) {
    String text = String.valueOf(wrong.getMessage());
    return text.endsWith(".") ? text : text + ".";
  }
}
