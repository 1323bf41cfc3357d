package dev.sparkle.safety.control.input;

import java.util.Optional;

/** Chinese that is written from the last character to the first. */
final class TurnedHan implements Decoder {

  private static final int FEWEST = 4;

  @Override
  public String name() {
    return "reversed";
  }

  @Override
  public Optional<String> reveal(String text) {
    if (text.chars().noneMatch(c -> HanPairs.isHan((char) c))) {
      return Optional.empty();
    }
    String turned = Segments.matching(text, TurnedHan::isTurned);
    return turned.length() < FEWEST
        ? Optional.empty()
        : Optional.of(new StringBuilder(turned).reverse().toString());
  }

  private static boolean isTurned(Readability segment) {
    return segment.backward() > 2 * segment.pairs() && 4 * segment.backward() > segment.han();
  }

  @Override
  public boolean carries() {
    return false;
  }
}
