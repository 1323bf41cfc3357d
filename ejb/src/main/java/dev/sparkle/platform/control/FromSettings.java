package dev.sparkle.platform.control;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Something that is made of the settings: made when it is first asked for, and again when others
 * are in force. Several threads may make it at the same time; each gets one of the settings it
 * found.
 */
public final class FromSettings<T> implements Supplier<T> {

  private record Made<T>(Settings from, T thing) {}

  private final CurrentSettings settings;
  private final Function<Settings, T> make;
  private volatile Made<T> made;

  /**
   * @param make throws nothing for settings that are in force: they were checked before
   */
  public FromSettings(CurrentSettings settings, Function<Settings, T> make) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.make = Objects.requireNonNull(make, "make");
  }

  @Override
  public T get() {
    Settings now = settings.get();
    Made<T> known = made;
    if (known == null || known.from() != now) {
      known = new Made<>(now, make.apply(now));
      made = known;
    }
    return known.thing();
  }
}
