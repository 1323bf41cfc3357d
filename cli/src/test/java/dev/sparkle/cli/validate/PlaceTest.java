package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceTest {

  private static final Path OWN = Path.of("target", "validation");

  @Test
  void eachServerHasItsOwnFolder() {
    assertEquals(OWN, Place.of(OWN, Optional.empty()));
    assertEquals(OWN.resolve("learn.example.org-443"), of("https://Learn.example.org/"));
    assertEquals(OWN.resolve("learn.example.org-80"), of("http://learn.example.org"));
    assertEquals(OWN.resolve("127.0.0.1-8080"), of("http://127.0.0.1:8080"));
    assertEquals(OWN, of("http://[::1]:8080").getParent());
  }

  private static Path of(String target) {
    return Place.of(OWN, Optional.of(URI.create(target)));
  }

  @Test
  void refusesWhatNamesNoServer() {
    assertThrows(IllegalArgumentException.class, () -> of("learn.example.org"));
  }

  @Test
  void resultsOfAnotherServerAreNotThrownAwayUnasked() {
    RunState own = RunState.begun("now", "");
    RunState foreign = RunState.begun("now", "http://elsewhere");

    assertSame(own, ValidateCommand.ofTheSame(own, ""));
    assertSame(foreign, ValidateCommand.ofTheSame(foreign, "http://elsewhere/"));
    Trouble refused =
        assertThrows(Trouble.class, () -> ValidateCommand.ofTheSame(own, "http://elsewhere"));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertThrows(Trouble.class, () -> ValidateCommand.ofTheSame(foreign, ""));
  }
}
