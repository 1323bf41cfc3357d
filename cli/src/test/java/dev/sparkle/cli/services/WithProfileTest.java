package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a script in place of Maven. */
class WithProfileTest {

  @TempDir private Path root;
  private Path log;

  @BeforeEach
  void makeACheckout() throws IOException {
    for (String file :
        List.of("pom.xml", "cli/pom.xml", "cli/src/main/A.java", "ejb/pom.xml", "ejb/src/main/B")) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), "");
      touch(file, Instant.now().minusSeconds(60));
    }
    touch("cli/src/main", Instant.now().minusSeconds(60));
    touch("ejb/src/main", Instant.now().minusSeconds(60));
    log = root.resolve("calls");
  }

  @AfterEach
  void forgetMaven() {
    System.clearProperty("sparkle.mvn");
  }

  private void touch(String file, Instant at) throws IOException {
    Files.setLastModifiedTime(root.resolve(file), FileTime.from(at));
  }

  private void maven(int exitCode) throws IOException {
    Path script = root.resolve("mvn");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo "$@" >>%s
        mkdir -p %s
        exit %d
        """
            .formatted(log, root.resolve("cli/target/with-large"), exitCode));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    System.setProperty("sparkle.mvn", script.toString());
  }

  private int run() throws InterruptedException {
    // there is no program among the libraries, so the Java machine ends with 1
    return new WithProfile(root, "large").run(List.of("--version"));
  }

  @Test
  void buildsOnceUntilASourceChanges() throws Exception {
    maven(0);
    assertEquals(1, run());
    assertEquals(1, run());
    assertEquals(1, Files.readAllLines(log).size());
    assertTrue(Files.readString(log).contains("-Plarge"), Files.readString(log));

    touch("ejb/src/main/B", Instant.now().plusSeconds(60));
    assertFalse(new WithProfile(root, "large").isComplete());
    run();
    assertEquals(2, Files.readAllLines(log).size());
  }

  @Test
  void buildsAgainAfterABuildThatFailed() throws Exception {
    maven(1);
    Trouble trouble = assertThrows(Trouble.class, this::run);
    assertEquals(ExitCode.BUILD, trouble.exitCode());
    assertFalse(new WithProfile(root, "large").isComplete());
  }
}
