package dev.sparkle.safety.control.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds procedures that a school tutor must not give, by the rules of {@code
 * safety/harm-rules.txt}: a topic, two different details of it, and the form of a procedure, close
 * together.
 *
 * <p><b>Limitations.</b> It knows the usual words of a few subjects in English and Chinese. A
 * procedure in other words, in prose without steps or amounts, or on another subject passes, and
 * the first steps of one leave before it is known as such. It does not replace a model that
 * refuses.
 */
final class HarmGuard implements Guard {

  private record Rule(String id, Pattern topic, List<Pattern> details) {}

  private static final String ANY_CASE = "(?iu)";

  /** Characters within which it all must stand: about a page. */
  private static final int NEAR = 1600;

  /** Steps, or doings with amounts, that make a procedure. */
  private static final int STEPS = 3;

  private static final Pattern STEP =
      Pattern.compile(
          "(?im)^\\s{0,4}(?:\\*\\*)?(?:\\d{1,2}[.):、]|step \\d+|第.{1,3}步|[-*•] (?:mix|add|heat|pour"
              + "|take|get|place|connect|attach|fill|drill|tie|cut))"
              + "|\\b(?:first|second|third|next|then|finally|afterwards),? (?:you )?(?:mix|add|heat|pour"
              + "|take|place|connect|attach|fill|drill|tie|cut|stir|filter|dissolve|light|write|create)"
              + "|首先|然后|接着|其次|最后|再(?:将|把)"
              + "|\\b\\d+(?:\\.\\d+)? ?(?:g|kg|mg|ml|l|grams?|litres?|liters?|cups?|°C|degrees|parts)\\b"
              + "|\\d+ ?(?:克|毫升|公斤|升|度|份)|^\\s*(?:import|def|for|while) ");
  private static final List<Rule> RULES =
      RuleFile.lines("harm-rules.txt").map(HarmGuard::rule).toList();

  private static final Keywords TOPICS =
      Keywords.of(
          RULES.stream().map(rule -> rule.topic().pattern().substring(ANY_CASE.length())).toList(),
          true);

  private final Keywords.Reader topics;
  private final StringBuilder near = new StringBuilder();
  private final StringBuilder clause = new StringBuilder();
  private final int[] topicAt = new int[RULES.size()];
  private int length;
  private boolean found;

  private HarmGuard() {
    this(TOPICS);
  }

  /**
   * @param topics words of the rules' topics
   */
  HarmGuard(Keywords topics) {
    this.topics = topics.reader();
  }

  /** How many rules there are. */
  static int rules() {
    return RULES.size();
  }

  /** A guard for one answer, if the policy wants one. */
  static Guard of(OutputPolicy policy) {
    boolean wanted = policy.action(OutputPolicy.HARMFUL_INSTRUCTIONS) == OutputAction.STOP;
    return wanted ? new HarmGuard() : Guards.NOBODY;
  }

  private static Rule rule(String line) {
    String[] parts = line.split("\t");
    if (parts.length != 3) {
      throw new IllegalArgumentException("id, topic and details, parted by tabs: " + line);
    }
    List<Pattern> details = new ArrayList<>();
    for (String detail : parts[2].split(" && ")) {
      details.add(Pattern.compile(ANY_CASE + detail));
    }
    return new Rule(parts[0], Pattern.compile(ANY_CASE + parts[1]), details);
  }

  @Override
  public void read(CharSequence piece) {
    near.append(piece);
    clause.append(piece);
    topics.read(piece);
    length += piece.length();
    if (near.length() > 2 * NEAR) {
      near.delete(0, near.length() - NEAR);
    }
    char end = piece.isEmpty() ? ' ' : piece.charAt(piece.length() - 1);
    if (".!?;:。！？；：\n".indexOf(end) >= 0 || clause.length() > 200) {
      look();
      clause.setLength(0);
    }
  }

  private void look() {
    for (int i = 0; i < RULES.size(); i++) {
      if (topics.mayMatch(i, clause.length()) && RULES.get(i).topic().matcher(clause).find()) {
        topicAt[i] = length;
      }
      boolean close = topicAt[i] > 0 && length - topicAt[i] < NEAR;
      found = found || close && speaks(RULES.get(i));
    }
  }

  private boolean speaks(Rule rule) {
    return rule.details().stream().allMatch(detail -> detail.matcher(near).find())
        && steps() >= STEPS;
  }

  private int steps() {
    Matcher step = STEP.matcher(near);
    int steps = 0;
    while (steps < STEPS && step.find()) {
      steps++;
    }
    return steps;
  }

  @Override
  public String stop() {
    return found ? OutputPolicy.HARMFUL_INSTRUCTIONS : null;
  }

  @Override
  public boolean isSuspicious() {
    return false;
  }
}
