package dev.sparkle.safety.control.guardian;

import dev.sparkle.identity.control.letter.Letter;
import dev.sparkle.identity.control.letter.Post;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.task.control.Handles;
import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Writes to whoever was put in charge of a learner that something severe happened: what kind, and
 * when; neither who it was nor a word of his, since letters are read by others. Tried again when a
 * letter is not taken: somebody may get it twice.
 */
@Handles(GuardianLetters.TASK)
@ApplicationScoped
public class GuardianLetters implements TaskHandler<GuardianLetters.Wanted, Integer> {

  /** Type of the task. */
  public static final String TASK = "guardian.letter";

  /** What the task is told. */
  public record Wanted(UUID event) {}

  private static final String WORDS =
      """
      One of the learners you look after may need you: %s, at %s.

      Sign in to see who it is, and note that you have looked at it:

        %s
      """;

  @Inject private DataSource database;

  @Inject private Post post;
  @Inject private CurrentSettings settings;

  private final GuardianEvents events = new GuardianEvents();

  @Override
  public Class<Wanted> input() {
    return Wanted.class;
  }

  /** Gives how many were written to. */
  @Override
  public Integer handle(Wanted wanted, TaskContext context) throws Exception {
    Optional<GuardianEvents.Told> told;
    try (Connection connection = database.getConnection()) {
      told = events.told(connection, wanted.event());
    }
    if (told.isEmpty()) {
      return 0;
    }
    String words =
        WORDS.formatted(
            told.get().kind(), told.get().at(), settings.get().identity().mail().publicUrl());
    for (String address : told.get().addresses()) {
      post.send(new Letter(address, "Sparkle: one of your learners", words));
    }
    return told.get().addresses().size();
  }

  @Override
  public Duration deadline() {
    return Duration.ofMinutes(2);
  }
}
