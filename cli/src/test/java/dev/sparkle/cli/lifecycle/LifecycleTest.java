package dev.sparkle.cli.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {

  @TempDir private Path folder;

  @Test
  void hasPortsOfItsOwnUnlessTheOperatorChose() {
    OperatorSettings silent = OperatorSettings.from(Map.of());
    assertEquals(new NodePorts("127.0.0.1", 8080, 8443), silent.firstNode());
    assertEquals(15432, silent.postgresPort());
    assertEquals(16379, OperatorSettings.from(Map.of("SPARKLE_REDIS_PORT", " ")).redisPort());
    assertEquals(
        8081, OperatorSettings.from(Map.of("SPARKLE_HTTP_PORT", "8081")).firstNode().http());
    for (String wrong : List.of("http", "0", "65536", "-1", "1e3", "999999999999")) {
      assertThrows(
          Trouble.class, () -> OperatorSettings.from(Map.of("SPARKLE_HTTP_PORT", wrong)), wrong);
    }
  }

  @Test
  void namesTheSettingThatANodeWasNotStartedWith() {
    NodeRecord node = record(OperatorSettings.from(Map.of("SPARKLE_LLM_MODEL", "a")).digests());
    assertEquals("Nothing to do.", outdated(node, Map.of("SPARKLE_LLM_MODEL", "a")).words());
    assertEquals("Nothing to do.", outdated(node, Map.of("PATH", "x")).words());
    assertTrue(
        outdated(node, Map.of("SPARKLE_LLM_MODEL", "b"))
            .words()
            .startsWith("It was started with another SPARKLE_LLM_MODEL."));
    assertTrue(new Outdated(List.of(node), "newer", "development", Map.of()).any());
    assertTrue(new Outdated(List.of(node), "s", "production", Map.of()).any());
  }

  @Test
  void keepsARecordThatOnlyItsOwnerReads() throws IOException {
    Home home = new Home(folder);
    record(Map.of()).write(home);
    assertEquals(List.of("node-1"), home.nodeNames());
    assertEquals(record(Map.of()), NodeRecord.read(home, "node-1").orElseThrow());
    assertEquals(
        Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE),
        Files.getPosixFilePermissions(home.node("node-1").resolve(NodeRecord.FILE)));
    Files.writeString(home.node("node-1").resolve(NodeRecord.FILE), "{ half");
    assertTrue(NodeRecord.read(home, "node-1").isEmpty());
  }

  @Test
  void seesAChangeOfTheServersSourcesAndOnlyThose() throws IOException {
    Files.writeString(folder.resolve("pom.xml"), "<module>ejb</module>\n<module>cli</module>");
    Path main = Files.createDirectories(folder.resolve("ejb/src/main/java"));
    Files.writeString(main.resolve("A.java"), "class A {}");
    String before = new Sources(folder).fingerprint();
    Files.writeString(
        Files.createDirectories(folder.resolve("cli/src/main/java")).resolve("C.java"),
        "class C {}");
    Files.writeString(
        Files.createDirectories(folder.resolve("ejb/src/test/java")).resolve("T.java"),
        "class T {}");
    assertEquals(before, new Sources(folder).fingerprint());
    Files.move(main.resolve("A.java"), main.resolve("B.java"));
    assertNotEquals(before, new Sources(folder).fingerprint());
  }

  @Test
  void countsMigrationsThatAreNotApplied() throws IOException {
    Path sql = Files.createDirectories(folder.resolve("ejb/src/main/resources/db/migration"));
    for (String name : List.of("V1__a.sql", "V002__b.sql", "V3_1__c.sql", "R__d.sql")) {
      Files.writeString(sql.resolve(name), "");
    }
    assertEquals(Set.of("1", "2", "3.1"), Migrations.inCheckout(folder));
    assertEquals(1, Migrations.pending(Migrations.inCheckout(folder), List.of("001", "2")));
  }

  @Test
  void showsABuildsErrorsWithoutMavensAdvice() {
    assertEquals(
        List.of(
            "/a/B.java:[3,4] cannot find symbol", "Failed to execute goal x: Compilation failure"),
        Maven.errors(
            List.of(
                "[INFO] Building",
                "[ERROR] COMPILATION ERROR : ",
                "[ERROR] /a/B.java:[3,4] cannot find symbol",
                "[ERROR] Failed to execute goal x: Compilation failure -> [Help 1]",
                "[ERROR] ",
                "[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.",
                "[ERROR] [Help 1] http://example")));
    assertEquals(List.of("mvn: killed"), Maven.errors(List.of("", "mvn: killed", "")));
  }

  @Test
  void undoesTheNewestFirstAndStartsNothingAfterwards() {
    List<String> order = new ArrayList<>();
    Rollback rollback = new Rollback();
    rollback.start(() -> order.add("start a"), () -> order.add("stop a"));
    rollback.before(
        () -> {
          throw new IllegalStateException("cannot stop b");
        });
    rollback.before(() -> order.add("stop c"));
    assertTrue(rollback.run());
    assertEquals(List.of("start a", "stop c", "stop a"), order);
    assertThrows(Trouble.class, () -> rollback.start(() -> order.add("too late"), () -> {}));
    assertFalse(order.contains("too late"));
  }

  private static NodeRecord record(Map<String, String> digests) {
    return new NodeRecord(
        "node-1",
        new NodePorts("127.0.0.1", 8080, 8443),
        "web,worker",
        "development",
        "0.1.0",
        "s",
        digests);
  }

  private static Outdated outdated(NodeRecord node, Map<String, String> environment) {
    return new Outdated(
        List.of(node), "s", "development", OperatorSettings.from(environment).digests());
  }

  @Test
  void aPortOfTheFirstNodeMeansEachNodesOwn() {
    OperatorSettings settings = OperatorSettings.from(Map.of());

    assertEquals(
        "https",
        settings
            .ofEachNode(Map.of(), Map.of("SPARKLE_OPERATIONS_PORT", "8443"))
            .get("SPARKLE_OPERATIONS_PORT"));
    assertEquals(
        "http",
        settings
            .ofEachNode(Map.of("SPARKLE_OPERATIONS_PORT", "8080"), Map.of())
            .get("SPARKLE_OPERATIONS_PORT"));
    assertEquals(Map.of(), settings.ofEachNode(Map.of(), Map.of()));
  }

  @Test
  void warnsOfRootInProductionOnly() {
    assertTrue(Guise.warning("production", "root").isPresent());
    assertTrue(Guise.warning("development", "root").isEmpty());
    assertTrue(Guise.warning("production", "sparkle").isEmpty());
  }
}
