package dev.sparkle.quota.control;

import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Reservation;
import dev.sparkle.quota.entity.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A reservation as one line of text, for Redis: whoever finds it can write it down and end it.
 *
 * @param incarnation the run of the node that made it; empty if it stands in the ledger already, or
 *     was written by a version that asked no model before it stood there
 */
record OpenRecord(Reservation reservation, Optional<UUID> incarnation) {

  /** A reservation of which the ledger knows. */
  static OpenRecord written(Reservation reservation) {
    return new OpenRecord(reservation, Optional.empty());
  }

  /** A reservation whose row may be on its way. */
  static OpenRecord by(UUID incarnation, Reservation reservation) {
    return new OpenRecord(reservation, Optional.of(incarnation));
  }

  String line() {
    Charge charge = reservation.charge();
    String known =
        String.join(
            " ",
            reservation.account().toString(),
            Long.toString(reservation.at().toEpochMilli()),
            Long.toString(charge.input().count()),
            Long.toString(charge.output().count()),
            Long.toString(charge.money().micros()),
            reservation.scopes().stream().map(Scope::key).collect(Collectors.joining(",")));
    return incarnation.map(run -> known + " " + run).orElse(known);
  }

  static OpenRecord read(UUID id, String line) {
    String[] parts = line.split(" ");
    List<Scope> scopes = Arrays.stream(parts[5].split(",")).map(Scope::of).toList();
    Reservation reservation =
        new Reservation(
            id,
            UUID.fromString(parts[0]),
            scopes,
            Charge.of(number(parts[2]), number(parts[3]), number(parts[4])),
            Instant.ofEpochMilli(number(parts[1])));
    return new OpenRecord(
        reservation, parts.length > 6 ? Optional.of(UUID.fromString(parts[6])) : Optional.empty());
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }
}
