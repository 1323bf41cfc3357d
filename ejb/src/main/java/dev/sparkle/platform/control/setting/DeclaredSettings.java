package dev.sparkle.platform.control.setting;

import dev.sparkle.platform.control.setting.Setting.Place;
import dev.sparkle.platform.control.setting.Setting.Trait;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The table of all settings: {@code META-INF/sparkle-settings.txt}. */
public final class DeclaredSettings {

  private static final String TABLE = "META-INF/sparkle-settings.txt";

  /** What stands for a star in a setting's name, and in a variable's. */
  private static final String WORD = "[a-z0-9-]{1,40}";

  private static final String WORD_OF_A_VARIABLE = "[A-Z0-9_]{1,40}";

  private final Map<String, Setting> byName = new LinkedHashMap<>();

  private DeclaredSettings(Collection<String> lines) {
    Place place = null;
    for (String line : lines) {
      if (line.startsWith("[")) {
        place = Place.valueOf(line.substring(1, line.indexOf(']')).toUpperCase(Locale.ROOT));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        Setting setting = setting(place, line);
        if (byName.put(setting.name(), setting) != null) {
          throw new IllegalArgumentException(setting.name() + " is declared twice");
        }
      }
    }
  }

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException that names the line that cannot be read
   */
  static DeclaredSettings parse(Collection<String> lines) {
    return new DeclaredSettings(lines);
  }

  /** The shipped one. */
  public static DeclaredSettings shipped() {
    return Shipped.TABLE;
  }

  /** Read when it is first asked for. */
  private static final class Shipped {
    private static final DeclaredSettings TABLE = parse(lines(DeclaredSettings.TABLE));
  }

  private static Setting setting(Place place, String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 3 || place == null) {
      throw new IllegalArgumentException("not name | shape | traits: " + line);
    }
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    for (String word : cells[2].strip().split("\\s+")) {
      if (!word.isEmpty()) {
        traits.add(Trait.valueOf(word.toUpperCase(Locale.ROOT)));
      }
    }
    String shape = cells[1].strip();
    return new Setting(
        place,
        cells[0].strip(),
        Shape.parse(shape.replaceFirst("\\?", "")),
        shape.matches("\\S+\\?.*"),
        traits);
  }

  /** All of them, in the table's order. */
  public List<Setting> all() {
    return List.copyOf(byName.values());
  }

  /** Those of one reader. */
  public List<Setting> of(Place place) {
    return byName.values().stream().filter(each -> each.place() == place).toList();
  }

  /** The one of that name; the name has no star, the setting's may. */
  public Optional<Setting> find(String name) {
    Setting exact = byName.get(name);
    return exact != null && !exact.open()
        ? Optional.of(exact)
        : byName.values().stream()
            .filter(each -> each.open() && matches(each.name(), WORD, name))
            .map(each -> each.named(name))
            .findFirst();
  }

  /** The one that an environment variable sets; of several, the setting's name may have a star. */
  public Optional<Setting> ofVariable(String variable) {
    return byName.values().stream()
        .filter(
            each ->
                each.open()
                    ? matches(each.variable(), WORD_OF_A_VARIABLE, variable)
                    : each.variable().equals(variable))
        .findFirst();
  }

  private static boolean matches(String name, String word, String asked) {
    String[] ends = name.split("\\*", 2);
    return Pattern.matches(Pattern.quote(ends[0]) + word + Pattern.quote(ends[1]), asked);
  }

  /** Lines of a text on the class path. */
  static List<String> lines(String resource) {
    try (InputStream in = DeclaredSettings.class.getClassLoader().getResourceAsStream(resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new ArrayList<>(reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
