package dev.sparkle.cli.fakellm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which an attack may want an answer written, so that nobody recognises it. */
public enum Coding {
  PLAIN("$^") {
    @Override
    public String encode(String text) {
      return text;
    }

    @Override
    List<String> decode(String text) {
      return List.of(text);
    }
  },
  BASE64("base ?-?64|b64") {
    @Override
    public String encode(String text) {
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    List<String> decode(String text) {
      return words(text, "[A-Za-z0-9+/]{8,}={0,2}", word -> Base64.getDecoder().decode(word));
    }
  },
  HEX("\\bhex(adecimal)?\\b|十六进制") {
    @Override
    public String encode(String text) {
      return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    List<String> decode(String text) {
      return words(text, "(?:[0-9a-fA-F]{2}){8,}", word -> HexFormat.of().parseHex(word));
    }
  },
  ROT13("\\brot ?-?13\\b|caesar|凯撒") {
    @Override
    public String encode(String text) {
      StringBuilder turned = new StringBuilder();
      for (char c : text.toCharArray()) {
        char first = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
        turned.append(first == 0 ? c : (char) (first + (c - first + 13) % 26));
      }
      return turned.toString();
    }

    @Override
    List<String> decode(String text) {
      return List.of(encode(text));
    }
  },
  REVERSED("\\b(revers|backward)|倒序|倒着|反过来") {
    @Override
    public String encode(String text) {
      return new StringBuilder(text).reverse().toString();
    }

    @Override
    List<String> decode(String text) {
      return List.of(encode(text));
    }
  },
  SPACED("\\b(letter by letter|spell|spaces between|one letter)|逐字|空格隔开") {
    @Override
    public String encode(String text) {
      return String.join(" ", text.split(""));
    }

    @Override
    List<String> decode(String text) {
      return List.of(text.replaceAll("(?s)(.) ", "$1"));
    }
  };

  private final Pattern asked;

  Coding(String asked) {
    this.asked = Pattern.compile(asked, Pattern.CASE_INSENSITIVE);
  }

  /** The text in it. */
  public abstract String encode(String text);

  /** What a text may mean in it. */
  abstract List<String> decode(String text);

  /** The coding that a text asks for. */
  static Optional<Coding> askedFor(String text) {
    for (Coding coding : values()) {
      if (coding.asked.matcher(text).find()) {
        return Optional.of(coding);
      }
    }
    return Optional.empty();
  }

  /** What a text may mean in any of them; the text itself first. */
  public static List<String> readings(String text) {
    List<String> readings = new ArrayList<>();
    for (Coding coding : values()) {
      readings.addAll(coding.decode(text));
    }
    return readings;
  }

  private interface Decoder {
    byte[] decode(String word);
  }

  private static List<String> words(String text, String form, Decoder decoder) {
    List<String> meant = new ArrayList<>();
    Matcher word = Pattern.compile(form).matcher(text);
    while (word.find()) {
      try {
        meant.add(new String(decoder.decode(word.group()), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException none) {
        // it was a word
      }
    }
    return meant;
  }
}
