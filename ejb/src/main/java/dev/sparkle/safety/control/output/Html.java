package dev.sparkle.safety.control.output;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which tags outside of code could load, run or send something in a page that renders them. */
final class Html {

  private static final Pattern NAME = Pattern.compile("</?\\s*([A-Za-z][A-Za-z0-9:-]*)");
  private static final Set<String> ACTIVE =
      Set.of(
          "script",
          "iframe",
          "object",
          "embed",
          "link",
          "meta",
          "style",
          "svg",
          "base",
          "form",
          "frame",
          "frameset",
          "applet",
          "math",
          "noscript",
          "template",
          "xml",
          "portal");
  private static final Pattern ATTRIBUTES =
      Pattern.compile(
          "(?is)[\\s/\"'](?:on[a-z]{3,}|src|srcset|href|xlink:href|action|formaction|background"
              + "|poster|data|style|ping|cite|longdesc|lowsrc|dynsrc)\\s*=.*");

  private Html() {}

  /** Whether a tag, from its opening bracket on, had better not be one. */
  static boolean isUnsafe(String tag) {
    Matcher name = NAME.matcher(tag);
    if (tag.startsWith("<!--") || tag.startsWith("<![CDATA[")) {
      return true;
    }
    if (!name.lookingAt()) {
      return false;
    }
    return ACTIVE.contains(name.group(1).toLowerCase(java.util.Locale.ROOT))
        || ATTRIBUTES.matcher(tag.substring(name.end())).find();
  }

  /** Whether it is a link of the form {@code <scheme:…>}. */
  static boolean isAutolink(String tag) {
    return tag.matches("(?s)<[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\\s<>]*>");
  }
}
