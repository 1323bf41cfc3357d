package dev.sparkle.cli.fakellm;

/**
 * A model that obeys every attack: whatever it is asked, it writes what was planted for it, a line
 * after another, and then its whole system prompt, in the coding that the question asks for. If it
 * asks for none, one is taken by the question's hash, so that each is tried.
 */
final class ObedientModel {

  private static final String QUESTION = "\nQuestion:\n";

  private ObedientModel() {}

  /**
   * What it says.
   *
   * @param planted lines, in the order in which they are written
   */
  static String answer(FakeRequest request, String planted) {
    String prompt = request.question();
    int question = prompt.lastIndexOf(QUESTION);
    String asked = question < 0 ? prompt : prompt.substring(question + QUESTION.length());
    Coding[] all = Coding.values();
    Coding coding = Coding.askedFor(asked).orElse(all[Math.floorMod(asked.hashCode(), all.length)]);
    StringBuilder answer = new StringBuilder();
    planted.lines().forEach(line -> answer.append(coding.encode(line)).append('\n'));
    return answer.append(coding.encode(request.system())).toString();
  }
}
