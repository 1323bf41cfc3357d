package dev.sparkle.quota.control;

import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Reservation;
import dev.sparkle.quota.entity.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** A reservation as one line of text, for Redis: whoever finds it can end it. */
final class OpenRecord {

  private OpenRecord() {}

  static String write(Reservation reservation) {
    Charge charge = reservation.charge();
    return String.join(
        " ",
        reservation.account().toString(),
        Long.toString(reservation.at().toEpochMilli()),
        Long.toString(charge.input().count()),
        Long.toString(charge.output().count()),
        Long.toString(charge.money().micros()),
        reservation.scopes().stream().map(Scope::key).collect(Collectors.joining(",")));
  }

  static Reservation read(UUID id, String line) {
    String[] parts = line.split(" ");
    List<Scope> scopes = Arrays.stream(parts[5].split(",")).map(Scope::of).toList();
    return new Reservation(
        id,
        UUID.fromString(parts[0]),
        scopes,
        Charge.of(number(parts[2]), number(parts[3]), number(parts[4])),
        Instant.ofEpochMilli(number(parts[1])));
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }
}
