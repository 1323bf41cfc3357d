package dev.sparkle.cli.services;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When the database of an archive went back to a moment, and so began a timeline of its own. What
 * was committed between that moment and the going back is on the timeline before: whoever wants to
 * go there must follow that one, and PostgreSQL's "latest" would silently leave it.
 *
 * <p>Kept in the archive's file {@code switches}, a line each: the timeline's number, the moment
 * gone back to, the moment of going back.
 *
 * @param switches in the order they were made
 */
public record Timelines(List<Switch> switches) {

  /** The setting's word for the timeline of the base, which is the only one before any switch. */
  private static final String OF_THE_BASE = "current";

  /**
   * The database went back.
   *
   * @param timeline that began with it
   * @param target the moment gone back to
   * @param at when it was done: nothing was committed on the new timeline before
   */
  public record Switch(int timeline, Instant target, Instant at) {}

  public Timelines {
    switches = switches.stream().sorted(Comparator.comparing(Switch::at)).toList();
  }

  /**
   * Those of an archive; none when it was never gone back.
   *
   * @throws Trouble when the file cannot be read: a guess could restore the wrong time
   */
  public static Timelines of(Path archive) {
    Path file = file(archive);
    if (!Files.exists(file)) {
      return new Timelines(List.of());
    }
    try {
      return new Timelines(Folders.read(file).lines().map(Timelines::parse).toList());
    } catch (DateTimeParseException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new Trouble(
          ExitCode.DEGRADED,
          file + " has a line that is not: timeline, moment gone back to, moment of going back.",
          "Correct it; the numbers of the timelines are in the names *.history in "
              + archive.resolve("wal")
              + ".",
          e);
    }
  }

  private static Switch parse(String line) {
    String[] words = line.strip().split(" +");
    return new Switch(Integer.parseInt(words[0]), Instant.parse(words[1]), Instant.parse(words[2]));
  }

  /** Notes a further one in the archive. */
  static void add(Path archive, Switch made) {
    String before = Files.exists(file(archive)) ? Folders.read(file(archive)) : "";
    Folders.write(
        file(archive), "%s%d %s %s%n".formatted(before, made.timeline, made.target, made.at));
  }

  private static Path file(Path archive) {
    return archive.resolve("switches");
  }

  /** The switch whose timeline was written to at a moment; empty: it was the first timeline. */
  private Optional<Switch> last(Instant moment) {
    return switches.stream()
        .filter(each -> !each.at.isAfter(moment))
        .reduce((earlier, later) -> later);
  }

  /** The timeline that was written to at a moment, as the setting takes it. */
  String target(Instant moment) {
    return last(moment).map(each -> Integer.toString(each.timeline)).orElse(OF_THE_BASE);
  }

  /**
   * Whether the database of a moment goes back to a base: the base was taken on the timeline of the
   * moment, or on one that it came from, before it branched off.
   *
   * @param base when it was whole
   */
  public boolean leadsTo(Instant moment, Instant base) {
    Optional<Switch> last = last(moment);
    return last.isEmpty() || !base.isBefore(last.get().at)
        ? !base.isAfter(moment)
        : before(last.get()).leadsTo(last.get().target, base);
  }

  /** Those that were made before one: its target was chosen among them. */
  private Timelines before(Switch later) {
    return new Timelines(
        switches.stream().filter(each -> each.at.isBefore(later.at)).collect(Collectors.toList()));
  }
}
