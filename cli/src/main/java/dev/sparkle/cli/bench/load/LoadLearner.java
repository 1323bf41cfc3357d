package dev.sparkle.cli.bench.load;

import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.ServerUnreachable;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.drill.Learner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A learner with habits: thinks, asks, reads to the end, and thinks again. What he asks is one of
 * the questions to the sample course.
 */
final class LoadLearner implements Runnable, Learner.Witness {

  private final SparkleClient client;
  private final Learner learner;
  private final Habits habits;
  private final List<String> questions;
  private final LoadTally tally;
  private final Path folder;
  private final CountDownLatch over;
  private final Random random;
  private long askedAt;
  private boolean ended;

  /**
   * @param folder for the pages that he hands in
   * @param over when it is down, he asks nothing more
   * @param seed two of one seed behave alike
   */
  LoadLearner(
      SparkleClient client,
      Habits habits,
      List<String> questions,
      LoadTally tally,
      Path folder,
      CountDownLatch over,
      long seed) {
    this.client = client;
    this.habits = habits;
    this.questions = questions;
    this.tally = tally;
    this.folder = folder;
    this.over = over;
    this.random = new Random(seed);
    this.learner = new Learner(this, List.of(client), 0, () -> over.getCount() == 0);
  }

  @Override
  public void run() {
    try {
      while (!thinks()) {
        turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      learner.hangUp();
    }
  }

  /** As long as people do: mostly short, sometimes long. True: it is over. */
  private boolean thinks() throws InterruptedException {
    double seconds = -habits.thinkSeconds() * Math.log(1 - random.nextDouble());
    return over.await(
        (long) (Math.min(seconds, 6 * habits.thinkSeconds()) * 1000), TimeUnit.MILLISECONDS);
  }

  private void turn() throws InterruptedException {
    double dice = random.nextDouble();
    if (dice < habits.upload()) {
      handIn();
      return;
    }
    String text = questions.get(random.nextInt(questions.size()));
    if (random.nextDouble() < habits.lost()) {
      learner.loseSocketOnce();
      tally.lost();
    }
    if (dice < habits.upload() + habits.quiz()) {
      ask(new Question(text, null, null, List.of(), "quiz"));
      if (!learner.conversation().isEmpty() && !thinks()) {
        ask(new Question("Light and water.", learner.conversation(), null, List.of(), "quiz"));
      }
    } else if (dice < habits.upload() + habits.quiz() + habits.hint()) {
      ask(new Question(text, null, null, List.of(), "hint"));
    } else {
      ask(new Question(text));
    }
  }

  private void ask(Question question) {
    ended = false;
    askedAt = System.nanoTime();
    tally.asked();
    learner.ask(question);
    if (!ended && over.getCount() > 0) {
      tally.ended("unanswered", micros());
    }
  }

  private void handIn() {
    try {
      Path page = Files.createTempFile(folder, "page", ".md");
      Files.writeString(
          page,
          "# Notes of "
              + random.nextInt(1_000_000)
              + "\n\n"
              + "Roots take up water, and leaves let it go again. ".repeat(40)
              + "\n");
      client.upload(new Upload(page, "Notes", null, "me"));
      Files.delete(page);
      tally.uploaded(true);
    } catch (ApiProblem | ServerUnreachable refused) {
      tally.uploaded(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long micros() {
    return (System.nanoTime() - askedAt) / 1000;
  }

  @Override
  public void add(Kind kind, String subject, String about) {
    switch (kind) {
      case WORDS -> tally.firstWords(micros());
      case ANSWERED -> {
        ended = true;
        tally.ended(about, micros());
      }
      default -> {
        // that he asked, and was heard
      }
    }
  }
}
