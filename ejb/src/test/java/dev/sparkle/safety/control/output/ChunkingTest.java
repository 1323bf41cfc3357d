package dev.sparkle.safety.control.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChunkingTest {

  private static final String[] PIECES = {
    "anna@school.org",
    "+49 30 1234567",
    "4111 1111 1111 1111",
    "DE89 3704 0044 0532 0130 00",
    "the password is Tr0ub4dor!",
    "密码是abc12345",
    "身份证号：110101198809088750",
    "ghp_VB5ty910XolqWyE0Zq7xwqTWB6voBdXnAlYr",
    "postgres://u:pw1@db.org/x",
    "780 1704 office",
    "-----BEGIN PRIVATE KEY-----\nMIIEv\nAAAA\n-----END PRIVATE KEY-----\n",
    "192.168.0.1",
    "8.41.2.9",
    "I live at 48 Maple Lane, Leeds LS6 3HN. ",
    "Send it to 5 people, or +49 30 1234567 ",
    "住址：北京市海淀区中关村大街27号院3号楼501室",
    "nl50 rabo 9694 3838 25 ",
    "| u | password |\n|---|---|\n| r | k1ttyC4t! |",
    "Cookie: sessionid=8f3k2n5m1q7w9e4r6t0y2u5i",
    "Server=db;User Id=x; Password=Edu#2211;",
    "![a](https://evil.com/a.png)",
    "[b](javascript:x)",
    "`<img src=x>`",
    "<img src=x>",
    "```\ncode\n```\n",
    "https://a.org/?q=1",
    "[1]",
    "\n",
    " ",
    "。",
    "，",
    "word ",
    "In 1945 ",
    "3.14159 ",
    "x = 42; ",
    "光合作用",
    "7f3a9c1be04d",
    "<<material 3f9a ",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
    "`",
    "[",
    "](",
    "<",
    "!",
    "-",
    "aA1".repeat(400)
  };

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(PIECES)
        .list()
        .ofMinSize(1)
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 600)
  void anySplitGivesTheSame(@ForAll("texts") String text, @ForAll long seed) {
    List<String> chunks = new ArrayList<>();
    Random random = new Random(seed);
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextBoolean() ? 3 : 40));
      chunks.add(text.substring(at, end));
      at = end;
    }
    assertEquals(
        OutputFilterTest.run(OutputFilterTest.filter(), List.of(text)),
        OutputFilterTest.run(OutputFilterTest.filter(), chunks));
  }

  @Property(tries = 600)
  void spansLieInTheTextAndDoNotOverlap(@ForAll("texts") String text) {
    int at = 0;
    for (SensitiveSpan span : SensitiveScanner.shipped().scan(text)) {
      assertEquals(true, span.start() >= at && span.end() <= text.length(), span + " in " + text);
      at = span.end();
    }
  }
}
