package dev.sparkle.cli.deploy;

import dev.sparkle.cli.services.Trouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The migrations within a packaged application. */
final class EarMigrations {

  private static final Pattern SCRIPT = Pattern.compile("db/migration/(V(\\d+)__.*\\.sql)");

  /** Libraries have no migrations of ours. */
  private static final Pattern MODULE = Pattern.compile("[^/]*sparkle-ejb[^/]*\\.jar");

  private EarMigrations() {}

  /** All, the first one first. */
  static List<Migration> of(Path ear) {
    List<Migration> found = new ArrayList<>();
    try (ZipFile zip = new ZipFile(ear.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (MODULE.matcher(entry.getName()).matches()) {
          read(zip.getInputStream(entry).readAllBytes(), found);
        }
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + ear, e);
    }
    found.sort(Comparator.comparing(Migration::number));
    return found;
  }

  private static void read(byte[] jar, List<Migration> found) throws IOException {
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry each = entries.getNextEntry(); each != null; each = entries.getNextEntry()) {
        Matcher script = SCRIPT.matcher(each.getName());
        if (script.matches()) {
          String sql = new String(entries.readAllBytes(), StandardCharsets.UTF_8);
          found.add(
              new Migration(
                  Integer.parseInt(script.group(2)),
                  script.group(1),
                  SchemaRule.contractions(sql)));
        }
      }
    }
  }
}
