package dev.sparkle.platform.control.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.platform.control.SettingsReading;
import dev.sparkle.platform.control.setting.Setting.Place;
import dev.sparkle.platform.control.setting.SettingValues.Given;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of settings has all of them, and nothing else. */
class DeclaredSettingsTest {

  private static final Pattern VARIABLE =
      Pattern.compile("<variable name=\"([^\"]+)\" defaultValue=\"([^\"]*)\"");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `[^`]+` \\| `([^`]+)` \\|");
  private static final Pattern NAMED = Pattern.compile("`(sparkle\\.[a-z0-9.*-]+)`");

  /** The command reads or gives these, and their table is in prose. */
  private static final List<String> TOLD_ELSEWHERE =
      List.of("SPARKLE_TLS_KEYSTORE_PASSWORD", "SPARKLE_ENV");

  /** Read by others than Sparkle, and no SPARKLE_ variables. */
  private static final List<String> OF_OTHERS = List.of("JAVA_HOME", "NO_COLOR");

  private final DeclaredSettings declared = DeclaredSettings.shipped();

  private TreeSet<String> names(Place place) {
    return declared.of(place).stream()
        .filter(each -> !each.open())
        .map(Setting::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void hasEverySettingThatIsShippedAndNoOther() throws IOException {
    assertEquals(new TreeSet<>(properties().keySet()), names(Place.APPLICATION));
  }

  @Test
  void hasEveryVariableOfTheServerAndNoOther() throws IOException {
    assertEquals(new TreeSet<>(variables().keySet()), names(Place.SERVER));
  }

  @Test
  void hasEveryVariableOfTheCommandAndNoOther() throws IOException {
    TreeSet<String> told = new TreeSet<>(TOLD_ELSEWHERE);
    ROW.matcher(section("Variables of the command")).results().forEach(r -> told.add(r.group(1)));
    OF_OTHERS.forEach(told::remove);
    assertEquals(told, names(Place.COMMAND));
  }

  @Test
  void everyDefaultIsAllowed() throws IOException {
    Map<String, String> all = new TreeMap<>(properties());
    all.putAll(variables());
    SettingValues values =
        new SettingValues(
            name -> Optional.ofNullable(all.get(name)).map(v -> new Given(v, Source.DEFAULT)));

    assertEquals(List.of(), SettingCheck.problems(declared, values));
    assertEquals("node-1", SettingsReading.of(values).node().name());
  }

  @Test
  void documentationNamesTheLiveOnesAndNoOther() throws IOException {
    TreeSet<String> told = new TreeSet<>();
    NAMED
        .matcher(section("Settings that change while the nodes run").split("(?m)^### ")[0])
        .results()
        .forEach(r -> told.add(r.group(1)));
    TreeSet<String> live =
        declared.all().stream()
            .filter(Setting::live)
            .map(Setting::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(live, told);
  }

  @Test
  void shipsTheSameDefaultsAsItTells() throws IOException {
    assertEquals(properties(), new TreeMap<>(ShippedDefaults.read().values()));
  }

  @Test
  void neverChangesASecretLive() {
    declared.all().stream()
        .filter(each -> Masking.isSecret(each.name()))
        .forEach(each -> assertTrue(each.secret() && !each.live(), each.name()));
    assertThrows(
        IllegalArgumentException.class,
        () -> DeclaredSettings.parse(List.of("[application]", "a.key | text 1..9 | secret live")));
  }

  @Test
  void knowsASettingByItsNameAndByItsVariable() {
    assertEquals(
        "sparkle.oidc.keycloak.issuer",
        declared.find("sparkle.oidc.keycloak.issuer").orElseThrow().name());
    assertEquals(
        "sparkle.oidc.*.client-secret",
        declared.ofVariable("SPARKLE_OIDC_KEYCLOAK_CLIENT_SECRET").orElseThrow().name());
    assertEquals(
        "sparkle.llm.2.model", declared.ofVariable("SPARKLE_LLM_2_MODEL").orElseThrow().name());
    assertTrue(declared.find("sparkle.llm.modell").isEmpty());
    assertTrue(declared.find("sparkle.oidc.*.issuer").isEmpty());
  }

  @Test
  void refusesATableThatCannotBeRead() {
    for (String line : List.of("a | whole 1..2", "a | whole | live", "a | hole 1..2 |")) {
      List<String> lines = new ArrayList<>(List.of("[application]", line));
      assertThrows(IllegalArgumentException.class, () -> DeclaredSettings.parse(lines), line);
    }
    assertFalse(declared.all().isEmpty());
  }

  private static Map<String, String> properties() throws IOException {
    Properties shipped = new Properties();
    shipped.load(
        new StringReader(read("ejb/src/main/resources/META-INF/microprofile-config.properties")));
    Map<String, String> all = new TreeMap<>();
    shipped.stringPropertyNames().forEach(n -> all.put(n, shipped.getProperty(n).strip()));
    return all;
  }

  private static Map<String, String> variables() throws IOException {
    Map<String, String> all = new TreeMap<>();
    VARIABLE
        .matcher(read("liberty-config/src/main/liberty/config/includes/variables.xml"))
        .results()
        .forEach(v -> all.put(v.group(1), v.group(2)));
    return all;
  }

  private static String section(String heading) throws IOException {
    for (String part : read("docs/configuration.md").split("(?m)^## ")) {
      if (part.startsWith(heading + "\n")) {
        return part;
      }
    }
    throw new AssertionError("no section " + heading);
  }

  /** Tests run in their module's folder. */
  private static String read(String path) throws IOException {
    return Files.readString(Path.of("..").resolve(path));
  }
}
