package dev.sparkle.platform.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md tells what is true. */
class ConfigurationTableTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\|(?: `([^`]*)`)? *\\|");
  private static final Pattern VARIABLE =
      Pattern.compile("<variable name=\"([^\"]+)\" defaultValue=\"([^\"]*)\"");

  @Test
  void hasEverySettingWithItsVariableAndDefault() throws IOException {
    Properties shipped = new Properties();
    shipped.load(
        new StringReader(read("ejb/src/main/resources/META-INF/microprofile-config.properties")));
    Map<String, String> expected = new TreeMap<>();
    shipped.stringPropertyNames().forEach(n -> expected.put(n, shipped.getProperty(n).strip()));

    Map<String, String> told = new TreeMap<>();
    ROW.matcher(section("Settings of the application"))
        .results()
        .forEach(
            row -> {
              told.put(row.group(1), row.group(3) == null ? "" : row.group(3));
              String variable = row.group(1).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
              assertEquals(variable, row.group(2));
            });

    assertEquals(expected, told);
  }

  @Test
  void hasEveryVariableOfTheServerWithItsDefault() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    VARIABLE
        .matcher(read("liberty-config/src/main/liberty/config/includes/variables.xml"))
        .results()
        .forEach(v -> expected.put(v.group(1), v.group(2)));

    Map<String, String> told = new TreeMap<>();
    ROW.matcher(section("Variables of the server"))
        .results()
        .forEach(row -> told.put(row.group(1), row.group(3) == null ? "" : row.group(3)));

    assertEquals(expected, told);
  }

  private static String section(String heading) throws IOException {
    String[] parts = read("docs/configuration.md").split("(?m)^## ");
    for (String part : parts) {
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
