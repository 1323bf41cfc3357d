package dev.sparkle.cli.check;

import dev.sparkle.cli.lifecycle.DbCommand;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.Trouble;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What learners said of answers in the last 24 hours. Their words are not told here, since a
 * check's output may end in somebody's mail: how to read them is.
 */
final class Feedback {

  private static final double UNHAPPY_PERCENT = 30;
  private static final int FEW_RATINGS = 10;

  private static final String LAST_DAY = "created_at > now() - interval '24 hours'";

  /** No index: the table is as long as there were any ratings, and is read once a day. */
  private static final String RATINGS =
      """
      select count(*) filter (where rating = 'up'), count(*) filter (where rating = 'down'),
             count(comment)
      from feedback where\s"""
          + LAST_DAY;

  /** What an operator runs to read them, the newest first. */
  static final String COMMENTS =
      "select created_at, rating, comment from feedback where comment is not null and "
          + LAST_DAY
          + " order by created_at desc limit 20";

  private static final String READ =
      "Read what they wrote: ./sparkle db -c \""
          + COMMENTS
          + "\"; material that is missing is the usual reason";

  private Feedback() {}

  static Finding of(Home home) {
    try (Connection connection = Database.connect(DbCommand.address(home));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(RATINGS)) {
      row.next();
      return judge(row.getInt(1), row.getInt(2), row.getInt(3));
    } catch (SQLException | Trouble notThere) {
      return Finding.judged(
          "learners' feedback",
          false,
          "not known: " + notThere.getMessage(),
          "The database does not answer: ./sparkle status");
    }
  }

  /**
   * Judges.
   *
   * @param comments how many wrote something beside their rating
   */
  static Finding judge(int up, int down, int comments) {
    double unhappy = up + down == 0 ? 0 : 100.0 * down / (up + down);
    boolean well = up + down < FEW_RATINGS || unhappy <= UNHAPPY_PERCENT;
    return new Finding(
        "learners' feedback",
        unhappy,
        "% down",
        up + " up, " + down + " down, " + comments + " with a comment",
        well,
        well && comments == 0 ? "" : READ);
  }
}
