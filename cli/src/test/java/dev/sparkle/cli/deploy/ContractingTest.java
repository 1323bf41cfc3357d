package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContractingTest {

  /** With so many migrations, the last of which contracts. */
  private static Release contracting(String version, int schema) {
    return release(version, schema, schema);
  }

  private static Release release(String version, int schema, int contracting) {
    List<Migration> migrations =
        IntStream.rangeClosed(1, schema)
            .mapToObj(
                each ->
                    new Migration(
                        each,
                        "V" + each + "__x.sql",
                        each == contracting ? List.of("drops a column") : List.of()))
            .toList();
    return new Release("r-" + schema, version, "", "/wlp", "", migrations, "2026");
  }

  @Test
  void theReleaseDirectlyBeforeNeedsItNoMore() {
    assertEquals(
        Optional.empty(),
        Contracting.objection(release("0.2.0", 18, 0), contracting("0.3.0", 19), 18));
    assertEquals(
        Optional.empty(),
        Contracting.objection(release("0.9.1", 18, 0), contracting("1.0.0", 19), 18));
  }

  @Test
  void anOlderOneMay() {
    Optional<String> leap =
        Contracting.objection(release("0.2.0", 17, 0), contracting("0.3.0", 19), 17);
    assertTrue(leap.orElse("").startsWith("V19__x.sql drops a column, and r-17"), leap.toString());
    Release old = release("0.1.0", 18, 0);
    assertTrue(Contracting.objection(old, contracting("0.3.0", 19), 18).isPresent());
    assertTrue(Contracting.objection(release("?", 18, 0), contracting("?", 19), 18).isPresent());
  }

  @Test
  void whatIsAppliedAlreadyOrExpandsIsNoMatter() {
    Release old = release("0.1.0", 16, 0);
    assertEquals(Optional.empty(), Contracting.objection(old, contracting("0.9.0", 19), 19));
    assertEquals(Optional.empty(), Contracting.objection(old, release("0.9.0", 19, 0), 16));
  }
}
