package dev.sparkle.platform.control.setting;

import dev.sparkle.platform.control.setting.Setting.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds values against the table of settings. */
public final class SettingCheck {

  private static final String PROVIDERS = "sparkle.oidc.providers";

  private SettingCheck() {}

  /** Those that a node reads, with a name for each star that the values name. */
  public static List<Setting> ofNodes(DeclaredSettings declared, SettingValues values) {
    return declared.all().stream()
        .filter(each -> each.place() != Place.COMMAND)
        .flatMap(each -> each.open() ? named(each, values) : Stream.of(each))
        .toList();
  }

  private static Stream<Setting> named(Setting open, SettingValues values) {
    return values.list(PROVIDERS).stream()
        .filter(word -> word.matches("[A-Za-z0-9-]{1,40}"))
        .map(word -> open.named(open.name().replace("*", word)));
  }

  /**
   * What is wrong, a sentence each; none if all is well. What nobody gave a value is not looked at.
   */
  public static List<String> problems(DeclaredSettings declared, SettingValues values) {
    List<String> problems = new ArrayList<>();
    for (Setting setting : ofNodes(declared, values)) {
      problem(setting, values).ifPresent(problems::add);
    }
    return problems;
  }

  /** What is wrong with one. */
  public static Optional<String> problem(Setting setting, SettingValues values) {
    return values.find(setting.name()).flatMap(given -> setting.problem(given.value()));
  }

  /**
   * Does nothing if all is well.
   *
   * @throws IllegalArgumentException with a sentence for each value that is wrong
   */
  public static void require(DeclaredSettings declared, SettingValues values) {
    List<String> problems = problems(declared, values);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
  }
}
