package dev.sparkle.identity.control;

import dev.sparkle.identity.control.letter.Letter;
import dev.sparkle.identity.control.letter.Post;
import dev.sparkle.identity.entity.Credential;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.task.control.Handles;
import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes the letter by which somebody chooses a new password. The secret in it is drawn here, so
 * that no task holds it.
 */
@Handles(PasswordResets.TASK)
@ApplicationScoped
public class ResetLetterHandler implements TaskHandler<PasswordResets.Wanted, String> {

  private static final String WORDS =
      """
      Somebody, perhaps you, asked for a new password for Sparkle.

      Choose one here, within %d minutes:

        %s/reset.html#%s

      If it was not you, do nothing: your password stays as it is.
      """;

  @Inject private Accounts accounts;
  @Inject private ResetTokens tokens;
  @Inject private Post post;
  @Inject private CurrentSettings settings;

  @Override
  public Class<PasswordResets.Wanted> input() {
    return PasswordResets.Wanted.class;
  }

  @Override
  public String handle(PasswordResets.Wanted wanted, TaskContext context) throws Exception {
    if (wanted.account() == null || accounts.find(wanted.account()).isEmpty()) {
      return null;
    }
    Optional<Credential> credential = accounts.credential(wanted.account());
    if (credential.isPresent()) {
      String words =
          WORDS.formatted(
              ResetTokens.LIFETIME.toMinutes(),
              settings.get().identity().mail().publicUrl(),
              tokens.draw(wanted.account()));
      post.send(new Letter(credential.get().email(), "A new password for Sparkle", words));
    }
    return null;
  }

  @Override
  public Duration deadline() {
    return Duration.ofMinutes(2);
  }
}
