package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PackageStoreTest {

  private static final List<String> WANTED = List.of("postgresql-15", "redis-tools");
  private static final List<String> CLOSURE =
      List.of(
          "libc6",
          "libpq5",
          "libllvm14",
          "libjson-perl",
          "perl",
          "ssl-cert",
          "postgresql-15",
          "redis-tools");

  @Test
  void takesNamesFromPrintedUris() {
    assertEquals(
        List.of("libpq5", "redis-tools"),
        PackageStore.packagesIn(
            List.of(
                "Reading package lists...",
                "'http://m.example/pool/libp/libpq5_15.18-0_amd64.deb' libpq5_15.18-0_amd64.deb 196908 SHA256:aa",
                "'http://m.example/pool/r/redis-tools_7.0_amd64.deb' redis-tools_5%3a7.0.15-1_amd64.deb 991888 MD5Sum:bb")));
  }

  @Test
  void unpacksOnlyLibrariesThatTheMachineLacks() {
    assertEquals(
        new TreeSet<>(Set.of("postgresql-15", "redis-tools", "libpq5")),
        PackageStore.needed(WANTED, CLOSURE, Set.of("libc6")));
  }

  @Test
  void unpacksNeitherScriptsNorTheCompilerOfTheJitOnAnEmptyMachine() {
    assertEquals(
        new TreeSet<>(Set.of("postgresql-15", "redis-tools", "libpq5", "libc6")),
        PackageStore.needed(WANTED, CLOSURE, Set.of()));
  }

  @Test
  void unpacksWhatIsWantedEvenWhenTheMachineHasIt() {
    assertEquals(
        new TreeSet<>(WANTED), PackageStore.needed(WANTED, CLOSURE, new TreeSet<>(CLOSURE)));
  }
}
