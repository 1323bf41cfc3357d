package dev.sparkle.operations.entity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A change of live settings.
 *
 * @param change its number, from 1
 * @param reverts the change that it takes back; null: none
 * @param changedBy the operator's account
 */
public record SettingChange(
    long change, List<Item> items, Long reverts, UUID changedBy, Instant changedAt) {

  /**
   * What became of one setting.
   *
   * @param value null: as configured again
   * @param before what had been set; null: it was as configured
   */
  public record Item(String name, String value, String before) {}

  public SettingChange {
    items = List.copyOf(items);
  }
}
