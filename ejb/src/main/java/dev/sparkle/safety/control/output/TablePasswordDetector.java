package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds passwords in the column of a Markdown table whose head names it. It sees as much of the
 * table as the window keeps, {@value Window#CONTEXT} characters: the first rows of a small one.
 */
final class TablePasswordDetector implements Detector {

  private static final Pattern HEAD =
      Pattern.compile(
          "(?im)^((?:[^|\\n]{0,40}\\|){1,6}?)\\s*(?:\\w{1,12} )?(?:password|passwd|pwd|pass|密码|口令|密碼)\\s*"
              + "(?:\\|[^\\n]{0,60})?\\n\\s*\\|?[-:| ]{3,80}\\n");

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.to() - window.from() < 5) {
      return;
    }
    Matcher head = HEAD.matcher(window.before(window.from(), Window.CONTEXT));
    if (!head.find()) {
      return;
    }
    int begin = Math.max(0, window.from() - Window.CONTEXT);
    int row = window.text().lastIndexOf('\n', window.from()) + 1;
    String value = window.text().substring(window.from(), window.to());
    boolean inColumn =
        row >= begin + head.end()
            && bars(window.text().substring(row, window.from())) == bars(head.group(1));
    if (inColumn && Secrecy.isStrong(value)) {
      found.accept(new SensitiveSpan(SensitiveKind.PASSWORD, window.from(), window.to()));
    }
  }

  private static int bars(String text) {
    return (int) text.chars().filter(c -> c == '|').count();
  }
}
