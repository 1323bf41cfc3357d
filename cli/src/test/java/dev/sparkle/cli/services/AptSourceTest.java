package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AptSourceTest {

  @Test
  void readsOneLineFormatWithOptions() {
    List<AptSource> sources =
        AptSource.fromList(
            """
                # deb http://old.example bookworm main
                deb [arch=amd64,arm64 signed-by=/usr/share/keyrings/k.gpg] http://mirror.example/debian bookworm main contrib # ours
                deb-src http://mirror.example/debian bookworm main
                """);

    assertEquals(2, sources.size());
    AptSource first = sources.get(0);
    assertEquals(List.of("http://mirror.example/debian"), first.uris());
    assertEquals(List.of("main", "contrib"), first.components());
    assertEquals("/usr/share/keyrings/k.gpg", first.options().get("Signed-By"));
    assertEquals("amd64 arm64", first.options().get("Architectures"));
    assertFalse(sources.get(1).official("bookworm"), "a source of sources has no packages");
  }

  @Test
  void readsParagraphsAndLeavesOutDisabledOnes() {
    List<AptSource> sources =
        AptSource.fromDeb822(
            """
                Types: deb deb-src
                # http://snapshot.example
                URIs: http://mirror.example/debian
                Suites: bookworm bookworm-updates
                Components: main
                Signed-By: /usr/share/keyrings/k.gpg

                Enabled: no
                Types: deb
                URIs: http://off.example
                Suites: bookworm
                Components: main
                """);

    assertEquals(1, sources.size());
    assertEquals(Set.of("deb", "deb-src"), sources.get(0).types());
    assertEquals(List.of("bookworm", "bookworm-updates"), sources.get(0).suites());
    assertTrue(sources.get(0).base("bookworm"));
  }

  @Test
  void keepsAKeyThatIsWrittenIntoTheParagraph() {
    AptSource source =
        AptSource.fromDeb822(
                """
                Types: deb
                URIs: http://mirror.example/ubuntu
                Suites: noble
                Components: main universe
                Signed-By:
                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                 .
                 mQINBF
                """)
            .get(0);

    String again = source.serving("deb-src", List.of("trixie"), List.of("main")).asDeb822();
    assertTrue(
        again.contains("Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF\n"), again);
    assertTrue(again.contains("Suites: trixie\n"));
  }

  @Test
  void tellsTheDistributionFromVendors() {
    assertTrue(
        AptSource.fromList("deb http://m.example bookworm-security main")
            .get(0)
            .official("bookworm"));
    assertFalse(
        AptSource.fromList("deb http://m.example bookworm-security main").get(0).base("bookworm"));
    assertTrue(AptSource.fromList("deb http://m.example stable main").get(0).base("bookworm"));
    assertFalse(
        AptSource.fromList("deb http://vendor.example bookworm-pgdg main")
            .get(0)
            .official("bookworm"));
    assertFalse(
        AptSource.fromList("deb http://vendor.example bookworm stable")
            .get(0)
            .official("bookworm"));
  }

  @Test
  void readsOsRelease() {
    assertEquals(
        "bookworm",
        Distribution.osRelease("ID=debian\nVERSION_CODENAME=bookworm\nNAME=\"Debian GNU/Linux\"\n")
            .get("VERSION_CODENAME"));
    assertEquals(
        "Debian GNU/Linux", Distribution.osRelease("NAME=\"Debian GNU/Linux\"").get("NAME"));
  }
}
