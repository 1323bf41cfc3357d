package dev.sparkle.safety.control.input;

import java.util.BitSet;
import java.util.List;

/** Chinese characters that often stand side by side, in this order. */
final class HanPairs {

  /** The number of each common character, counted from 1. */
  private static final short[] NUMBER = new short[0x10000];

  private static final BitSet PAIRS;
  private static final int WIDTH;

  static {
    List<String> lines = Lines.of("pairs-zh.txt");
    short count = 0;
    for (char c : String.join("", lines).toCharArray()) {
      if (NUMBER[c] == 0) {
        NUMBER[c] = ++count;
      }
    }
    WIDTH = count + 1;
    PAIRS = new BitSet(WIDTH * WIDTH);
    for (String line : lines) {
      for (int i = 0; i + 1 < line.length(); i += 2) {
        PAIRS.set(NUMBER[line.charAt(i)] * WIDTH + NUMBER[line.charAt(i + 1)]);
      }
    }
  }

  private HanPairs() {}

  static boolean knows(char first, char second) {
    return PAIRS.get(NUMBER[first] * WIDTH + NUMBER[second]);
  }

  static boolean isCommon(char c) {
    return NUMBER[c] != 0;
  }

  static boolean isHan(char c) {
    return c >= 0x3400 && c <= 0x9FFF;
  }
}
