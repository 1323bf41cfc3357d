package dev.sparkle.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceMarksTest {

  private static final Pattern UNKNOWN = Pattern.compile("\\[(?![123]\\])\\d+\\]");

  private static String checked(String text) {
    ReferenceMarks marks = new ReferenceMarks(ref -> ref >= 1 && ref <= 3);
    return marks.next(text) + marks.rest();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Water moves [1].|Water moves [1].",
        "Water moves [7].|Water moves.",
        "Water moves[7][2].|Water moves[2].",
        "Both [1, 7, 3] say so.|Both [1][3] say so.",
        "All [1-9] say so.|All [1][2][3] say so.",
        "水会移动【2】。|水会移动[2]。",
        "水会移动【8】。|水会移动。",
        "A footnote [^1], another [^9].|A footnote [1], another.",
        "An array `a[7]` and [7].|An array `a[7]` and.",
        "A [link](https://x.example) [ ] [x] []|A [link](https://x.example) [ ] [x] []",
        "Open [7 and never closed|Open [7 and never closed",
        "Zero [0] and [00000000001].|Zero and [1].",
      })
  void leavesOnlyMarksThatReferToSomething(String said, String told) {
    assertEquals(told, checked(said));
  }

  @Test
  void readsCodeBlocksAsTheyAre() {
    String code = "So:\n```\nint[] a = b[7];\n```\nand [7] [2]";
    assertEquals("So:\n```\nint[] a = b[7];\n```\nand [2]", checked(code));
  }

  @Test
  void aForgottenBacktickHidesNothingBehindItsLine() {
    assertEquals("a ` b\n\nc [2]", checked("a ` b\n\nc [7] [2]"));
  }

  @Test
  void holdsBackAtMostWhatMayBecomeAMark() {
    ReferenceMarks marks = new ReferenceMarks(ref -> ref == 1);
    assertEquals("Water moves", marks.next("Water moves ["));
    assertEquals(" [1] and", marks.next("1] and"));
    assertEquals(" [x", marks.next(" [x"));
  }

  @Test
  void makesNoMarkOfWhatStandsAroundOne() {
    assertEquals("a [12 b", checked("a [12[7]] b"));
  }

  @Property(tries = 2000)
  void howeverItIsCutTheSameIsTold(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> pieces =
        List.of(
            "[1]", "[7]", " ", "word", "`", "```", "\n", "[", "]", "12", ", ", "【2】", "【9", "]",
            "。", "[^3]", "[2-8]");
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    String whole = checked(text.toString());
    ReferenceMarks marks = new ReferenceMarks(ref -> ref >= 1 && ref <= 3);
    StringBuilder cut = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int to = Math.min(text.length(), at + 1 + random.nextInt(4));
      cut.append(marks.next(text.substring(at, to)));
      at = to;
    }
    cut.append(marks.rest());

    assertEquals(whole, cut.toString());
    if (text.indexOf("`") < 0) {
      assertFalse(UNKNOWN.matcher(whole).find(), () -> text + " -> " + whole);
    }
  }
}
