package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.regex.Pattern;

/**
 * Reads a text character by character and decides it piece by piece, as soon as nothing that may
 * follow can change the piece: a word at its end; groups of digits when the next word is none; a
 * number, moreover, when the word behind it is known ("… fax"), which may say what it is.
 *
 * <p>What it does depends on the characters read and on nothing else, so how a text was cut into
 * chunks makes no difference. It keeps at most {@value #LONGEST} undecided characters and {@link
 * Window#CONTEXT} decided ones; what is longer is decided in parts, and what runs on beyond the
 * window (a private key, a long token) is swallowed as it comes. Not safe for more than one thread.
 */
final class Sieve {

  /** Undecided characters, at most: twice the longest key that is no {@link Swallow}. */
  static final int LONGEST = 512;

  /** A chain of groups, at most: an IBAN of 34 places in groups of two has 50. */
  private static final int LONGEST_CHAIN = 64;

  /** How far behind a number the word is looked for that says what it is. */
  private static final int LOOK_AHEAD = 12;

  private static final int PHONE_DIGITS = 7;
  private static final int LONGEST_QUOTE = 80;

  /** A password may follow. */
  static final Pattern CUE =
      Pattern.compile(
          "(?i)pass|pwd|\\bpw|\\bpin|kennwort|contrase|senha|wacht|\\botp|code|credential|login|码|碼|令|パス|비밀");

  private final SensitiveScanner scanner;
  private final Outlet outlet;
  private final StringBuilder text = new StringBuilder();

  /** Where {@link #text} begins in the whole text, and where its undecided part begins. */
  private int base;

  private int from;
  private int tokenStart = -1;
  private Chain chain = Chain.NONE;
  private int chainEnd = -1;
  private boolean looking;

  /** Whether the word may be the beginning of an address, which has blanks in it. */
  private boolean address;

  /** A password may follow until here, in the whole text. */
  private int cuedUntil;

  private Swallow swallow;

  Sieve(SensitiveScanner scanner, Outlet outlet) {
    this.scanner = scanner;
    this.outlet = outlet;
  }

  /** Reads on. */
  void read(CharSequence chunk) {
    for (int i = 0; i < chunk.length() && !outlet.isClosed(); i++) {
      read(chunk.charAt(i));
    }
  }

  /** Decides all that is left. */
  void finish() {
    swallow = null;
    while (from < text.length() && !outlet.isClosed()) {
      decide(chainEnd >= 0 ? chainEnd : text.length());
    }
  }

  private void read(char c) {
    if (swallow != null) {
      if (swallow.takes(c)) {
        base++;
        outlet.extend(base + text.length());
        return;
      }
      swallow = null;
    }
    text.append(c);
    int at = text.length() - 1;
    if (looking) {
      lookAhead(c, at);
    } else if (chainEnd >= 0) {
      goOn(c, at);
    } else if (tokenStart >= 0) {
      endWord(c, at);
    } else if (isWord(c) || opensAddress(c, at)) {
      tokenStart = at;
      address = opensAddress(c, at);
    } else {
      decide(at + 1);
    }
  }

  /** Behind a number: waits for the end of the next word. */
  private void lookAhead(char c, int at) {
    boolean wordSeen = at > chainEnd + 1 && !isWord(c) && isWord(text.charAt(at - 1));
    if (wordSeen || at - chainEnd >= LOOK_AHEAD) {
      decide(chainEnd);
    }
  }

  /** In the gap behind a group of digits: does another follow? */
  private void goOn(char c, int at) {
    if (c == ' ' && at - chainEnd < 2) {
      return;
    }
    if (chain.goesOn(c) && at - from < LONGEST_CHAIN) {
      chainEnd = -1;
      tokenStart = at;
    } else {
      endChain(c, at);
    }
  }

  private void endChain(char c, int at) {
    if (new Window(text.toString(), from, chainEnd).digits() >= PHONE_DIGITS) {
      looking = true;
      lookAhead(c, at);
    } else {
      decide(chainEnd);
    }
  }

  private void endWord(char c, int at) {
    if (address && AddressDetector.mayGoOn(text, from, at, c)) {
      return;
    }
    address = false;
    if (isWord(c) || c == ' ' && (isOpenMarker(at) || isOpenQuote(at))) {
      if (c == '\\' && Swallow.beginsKey(text, from, at)) {
        swallowKey(at);
      } else if (at - from >= LONGEST) {
        overflow();
      }
      return;
    }
    if ((c == '\n' || c == '\r') && Swallow.beginsKey(text, from, at)) {
      swallowKey(at);
      return;
    }
    chain = tokenStart == from ? Chain.of(text, tokenStart, at) : chain.with(text, tokenStart, at);
    if (chain == Chain.NONE) {
      if (c == ' ' && Secrecy.isStrong(text.substring(from, at))) {
        // written backwards, its name stands behind it: "… !7qZ :drowssap"
        chainEnd = at;
        looking = true;
      } else {
        decide(at);
      }
      return;
    }
    chainEnd = at;
    if (c != ' ') {
      endChain(c, at);
    }
  }

  /** Where words such as "I live at" stand before a word that may begin an address. */
  private boolean opensAddress(char c, int at) {
    char before = at == 0 ? 'x' : text.charAt(at - 1);
    boolean western = (Character.isDigit(c) || Character.isUpperCase(c)) && before < 0x2E80;
    // the cue's own last characters, as in 住址, begin none
    boolean chinese = Character.isIdeographic(c) && "址在于於到至给去是为為".indexOf(c) < 0;
    return (western && !Character.isLetterOrDigit(before)
            || chinese && "在址住于於到至给去是为為：: ".indexOf(before) >= 0
            || Character.isDigit(c) && "在址住到：".indexOf(before) >= 0)
        && AddressDetector.isCued(text, at);
  }

  /** A password in quotes may have blanks. */
  private boolean isOpenQuote(int at) {
    char quote = text.charAt(from);
    int kind = "\"'`“‘「【".indexOf(quote);
    if (kind < 0 || base + at > cuedUntil || at - from > LONGEST_QUOTE) {
      return false;
    }
    char closing = "\"'`”’」】".charAt(kind);
    for (int i = from + 1; i < at; i++) {
      if (text.charAt(i) == closing) {
        return false;
      }
    }
    return true;
  }

  /** The words between the dashes of {@code -----BEGIN … PRIVATE KEY-----} belong together. */
  private boolean isOpenMarker(int at) {
    int begin = text.indexOf("-----BEGIN", from);
    return begin >= 0 && at - begin < 60 && text.indexOf("-----", begin + 10) < 0;
  }

  private void swallowKey(int at) {
    int begin = text.indexOf("-----BEGIN", from);
    char last = text.charAt(at);
    text.setLength(at);
    if (begin > from) {
      decide(begin);
      if (outlet.isClosed()) {
        return;
      }
    }
    String value = text.substring(from);
    SensitiveSpan span =
        new SensitiveSpan(SensitiveKind.PRIVATE_KEY, base + from, base + text.length());
    if (outlet.take(span, value)) {
      swallow = Swallow.key();
    } else {
      outlet.words(value);
    }
    start(text.length());
    read(last);
  }

  /** A word that is longer than the window: half of it is decided, or what was found in it. */
  private void overflow() {
    decide(from + LONGEST / 2);
  }

  /** Decides what lies before {@code end}, and reads again what lies behind it. */
  private void decide(int end) {
    int cut = end;
    boolean open = false;
    if (isWorthALook(end)) {
      int at = from;
      int before = Math.max(0, from - Window.CONTEXT);
      Window window = new Window(text.substring(before), from - before, end - before);
      for (SensitiveSpan found : scanner.find(window)) {
        SensitiveSpan span =
            new SensitiveSpan(found.kind(), before + found.start(), before + found.end());
        cut = Math.max(cut, span.end());
        pass(at, span.start());
        at = span.end();
        open = take(span) && span.end() == text.length() && text.length() - from > LONGEST;
      }
      pass(at, cut);
    } else {
      pass(from, cut);
    }
    String rest = text.substring(cut);
    text.setLength(cut);
    start(cut);
    swallow = open ? Swallow.token() : null;
    read(rest);
  }

  private boolean take(SensitiveSpan span) {
    String value = text.substring(span.start(), span.end());
    if (outlet.isClosed()) {
      return false;
    }
    boolean taken =
        outlet.take(new SensitiveSpan(span.kind(), base + span.start(), base + span.end()), value);
    if (!taken) {
      outlet.words(value);
    }
    return taken;
  }

  private void pass(int start, int end) {
    if (start < end && !outlet.isClosed()) {
      outlet.words(text.substring(start, end));
    }
  }

  /** Begins a new undecided part; keeps a little of what was decided. */
  private void start(int place) {
    from = place;
    tokenStart = -1;
    chain = Chain.NONE;
    chainEnd = -1;
    looking = false;
    address = false;
    if (from > 4 * Window.CONTEXT) {
      int gone = from - Window.CONTEXT;
      text.delete(0, gone);
      base += gone;
      from -= gone;
    }
  }

  /** A plain word that no password's name stands before cannot be anything. */
  private boolean isWorthALook(int end) {
    boolean plain = end - from < 13;
    for (int i = from; i < end && plain; i++) {
      char c = text.charAt(i);
      plain = Character.isLetter(c) || Character.isWhitespace(c) || ".,!?;'-()".indexOf(c) >= 0;
    }
    boolean cued = base + from < cuedUntil;
    String tail = text.substring(Math.max(0, from - 2), end);
    if (CUE.matcher(tail).find()) {
      cuedUntil = base + end + Window.CONTEXT / 2;
    }
    return !plain || cued;
  }

  /** Neither white space nor of a script that is written without it. */
  private static boolean isWord(char c) {
    if (c < 0x2E80) {
      return !Character.isWhitespace(c);
    }
    boolean wide = c < 0xD7B0 || c >= 0xF900 && c < 0xFB00 || c >= 0xFE30 && c < 0xFFEF;
    return !wide;
  }
}
