package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Chunk;
import dev.sparkle.knowledge.entity.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/** A material that was read and cut, and from where on its chunks are to be stored. */
public final class Intake {

  private final Claim claim;
  private final List<Chunk> chunks;
  private final String cut;
  private int next;

  Intake(Claim claim, List<Chunk> chunks, Place place) {
    this.claim = claim;
    this.chunks = List.copyOf(chunks);
    this.cut = fingerprint(chunks);
    this.next =
        place != null && place.cut().equals(cut) && place.next() <= chunks.size()
            ? place.next()
            : 0;
  }

  Claim claim() {
    return claim;
  }

  /** The next chunk; null when there is none left. */
  public Chunk next() {
    return next < chunks.size() ? chunks.get(next++) : null;
  }

  /** Where to go on after what {@link #next} gave. */
  public Place place() {
    return new Place(next, cut);
  }

  /** Share of the chunks before an ordinal, 0 to 1. */
  double share(int ordinal) {
    return chunks.isEmpty() ? 1 : (double) ordinal / chunks.size();
  }

  private static String fingerprint(List<Chunk> chunks) {
    CRC32C sum = new CRC32C();
    chunks.forEach(chunk -> sum.update(chunk.text().getBytes(StandardCharsets.UTF_8)));
    return chunks.size() + "-" + Long.toHexString(sum.getValue());
  }
}
