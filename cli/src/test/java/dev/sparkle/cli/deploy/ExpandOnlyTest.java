package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every migration after those of the first version only expands the schema, so that the version
 * before runs on it. One that contracts it, once no version that runs anywhere needs what it takes
 * away, says so in a line of its own: {@code -- contract: why nobody needs it any more}. Rollbacks
 * behind it then ask for a restored database.
 */
class ExpandOnlyTest {

  /** Earlier ones came before there was a version to go back to. */
  private static final int FIRST = 17;

  private static final Pattern NUMBER = Pattern.compile("V(\\d+)__.*");
  private static final Pattern REASON = Pattern.compile("(?m)^-- contract: \\S.{20,}$");

  private static String resource(String name) throws IOException {
    try (InputStream in =
        ExpandOnlyTest.class.getClassLoader().getResourceAsStream("db/migration/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> wrong(String name, String sql) {
    Matcher number = NUMBER.matcher(name);
    assertTrue(number.matches(), name);
    return Integer.parseInt(number.group(1)) < FIRST || REASON.matcher(sql).find()
        ? List.of()
        : SchemaRule.contractions(sql).stream().map(each -> name + " " + each).toList();
  }

  @Test
  void migrationsOnlyExpand() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<String> names = resource("index.txt").lines().filter(each -> !each.isBlank()).toList();
    for (String name : names) {
      wrong.addAll(wrong(name.strip(), resource(name.strip())));
    }
    assertTrue(names.size() >= 16, "the migrations were found");
    assertEquals(List.of(), wrong);
  }

  @Test
  void refusesOneThatTakesAwayWithoutSayingWhyItMay() {
    String drops = "alter table account drop column pet;";
    assertFalse(wrong("V17__pets.sql", drops).isEmpty());
    assertFalse(wrong("V17__pets.sql", "-- contract: \n" + drops).isEmpty());
    assertEquals(
        List.of(),
        wrong("V17__pets.sql", "-- contract: nobody reads it since 0.3.0, see V15\n" + drops));
  }
}
