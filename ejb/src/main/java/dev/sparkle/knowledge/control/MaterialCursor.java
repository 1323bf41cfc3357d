package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Material;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** A place in the list of materials, newest first: after this one. */
record MaterialCursor(Instant createdAt, UUID id) {

  /** Before the newest. Later than any row, and still a time that PostgreSQL knows. */
  static final MaterialCursor BEGIN =
      new MaterialCursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1L, -1L));

  MaterialCursor {
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(id, "id");
  }

  static MaterialCursor after(Material material) {
    return new MaterialCursor(material.createdAt(), material.id());
  }

  /** As text for a client, who cannot tell what is in it. */
  String encoded() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((micros + "/" + id).getBytes(StandardCharsets.US_ASCII));
  }

  /** The cursor of a text that a client sent; empty if we never gave it out. */
  static Optional<MaterialCursor> decoded(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      int slash = plain.indexOf('/');
      long micros = Long.parseLong(plain.substring(0, Math.max(slash, 0)));
      Instant createdAt = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
      boolean plausible = createdAt.isAfter(Instant.EPOCH) && createdAt.isBefore(BEGIN.createdAt());
      return plausible
          ? Optional.of(new MaterialCursor(createdAt, UUID.fromString(plain.substring(slash + 1))))
          : Optional.empty();
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
