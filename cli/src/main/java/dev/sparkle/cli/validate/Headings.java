package dev.sparkle.cli.validate;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the headings of a page are called in addresses, as code hosts make it of their words. */
final class Headings {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^ {0,3}```.*?^ {0,3}```[^\\n]*$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");

  private Headings() {}

  static Set<String> of(String page) {
    Set<String> names = new TreeSet<>();
    Map<String, Integer> before = new HashMap<>();
    Matcher heading = HEADING.matcher(BLOCK.matcher(page).replaceAll(""));
    while (heading.find()) {
      String name = name(heading.group(1));
      int times = before.merge(name, 1, Integer::sum) - 1;
      names.add(times == 0 ? name : name + "-" + times);
    }
    return names;
  }

  private static String name(String heading) {
    return LINK.matcher(heading)
        .replaceAll("$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
        .replace(' ', '-');
  }
}
