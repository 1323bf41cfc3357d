package dev.sparkle.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.llm.control.TokenEstimate;
import dev.sparkle.llm.entity.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static Turn turn(Turn.Speaker speaker, int tokens) {
    return new Turn(speaker, "abc ".repeat(tokens));
  }

  private static List<Turn> turns(int... tokens) {
    List<Turn> turns = new ArrayList<>();
    for (int each : tokens) {
      turns.add(turn(turns.size() % 2 == 0 ? Turn.Speaker.LEARNER : Turn.Speaker.TUTOR, each));
    }
    return turns;
  }

  @Test
  void tellsEverythingThatFits() {
    History history = History.of("", turns(10, 20, 30), 100);

    assertEquals(turns(10, 20, 30), history.turns());
    assertEquals(0, history.leftOut());
  }

  @Test
  void leavesTheOldestOut() {
    History history = History.of("", turns(50, 50, 50, 40), 100);

    assertEquals(turns(50, 50, 50, 40).subList(2, 4), history.turns());
    assertEquals(2, history.leftOut());
  }

  @Test
  void putsTheSummaryBeforeTheTurnsAndCountsIt() {
    History history = History.of("abc ".repeat(60), turns(30, 30), 100);

    assertEquals(2, history.turns().size());
    assertTrue(history.turns().get(0).text().endsWith("abc ".repeat(60)));
    assertEquals(Turn.Speaker.LEARNER, history.turns().get(0).speaker());
    assertEquals(1, history.leftOut());
  }

  @Test
  void shortensALastTurnThatIsTooLongAtItsBeginning() {
    List<Turn> long_ = List.of(new Turn(Turn.Speaker.TUTOR, "x ".repeat(5_000) + "the end"));
    History history = History.of("", long_, 100);

    assertTrue(history.turns().get(0).text().endsWith("the end"));
    assertTrue(TokenEstimate.of(history.turns().get(0).text()) <= 50);
  }

  @Property(tries = 500)
  void isNeverOverItsBudget(@ForAll long seed) {
    Random random = new Random(seed);
    int[] sizes = random.ints(random.nextInt(30), 1, 400).toArray();
    long budget = 50 + random.nextInt(2_000);
    History history = History.of("", turns(sizes), budget);

    long told = history.turns().stream().mapToLong(each -> TokenEstimate.of(each.text())).sum();
    assertTrue(told <= budget, told + " of " + budget);
    assertEquals(sizes.length, history.leftOut() + history.turns().size());
  }
}
