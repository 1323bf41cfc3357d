package dev.sparkle.safety.control.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.io.IOException;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds JSON web tokens (RFC 7519): a header that decodes to a JSON object, a payload, and a
 * signature, which may be missing. A header alone is none.
 */
final class JwtDetector implements Detector {

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<![A-Za-z0-9_-])(e[wy][A-Za-z0-9_-]{8,1024}=?=?)\\.([A-Za-z0-9_-]{2,}=?=?)"
              + "(?:\\.[A-Za-z0-9_-]*=?=?){0,3}(?![A-Za-z0-9_-])");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (!window.holds('.') || window.to() - window.from() < 20) {
      return;
    }
    Matcher token = TOKEN.matcher(window.text());
    for (int at = window.from(); token.find(at); at = token.end()) {
      if (window.isOpen(token.start()) && isObject(token.group(1)) && opens(token.group(2))) {
        int end = token.end();
        while (window.left(end) == '.') {
          end--;
        }
        found.accept(new SensitiveSpan(SensitiveKind.JWT, token.start(), end));
      }
    }
  }

  private static boolean isObject(String part) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(part)).isObject();
    } catch (JsonProcessingException | IllegalArgumentException noJson) {
      return false;
    } catch (IOException impossible) {
      return false;
    }
  }

  /** A payload may still be on its way, and an encrypted token has none: it begins like one. */
  private static boolean opens(String part) {
    return part.startsWith("ey") && part.length() > 8
        || part.startsWith("ew")
        || part.length() > 40;
  }
}
