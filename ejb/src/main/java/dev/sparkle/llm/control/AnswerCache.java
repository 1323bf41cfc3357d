package dev.sparkle.llm.control;

import dev.sparkle.knowledge.control.Embedders;
import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.llm.entity.CacheKey;
import dev.sparkle.llm.entity.KeptAnswer;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Answers that were given, to be given again to the same account when no model answers: to the same
 * question, or to one that means the same. Never to another account: there is no sharing at all,
 * also not of answers from everyone's material.
 *
 * <p>Kept is what a model said whole and what passed the checks unmasked, to a question without a
 * history, with references into material. It is given again while the judges are the same, its
 * material is unchanged and still visible to the account, and every passage that it refers to was
 * found for the new question, too. It passes the checks again.
 *
 * <p><b>Limitations.</b> Two questions of nearly the same words may mean different things; so the
 * learner is told which question it was an answer to.
 */
public class AnswerCache implements AnswerKeeper {

  private static final Logger LOG = System.getLogger(AnswerCache.class.getName());

  private final KeptAnswerRows rows;
  private final Embedders embedders;
  private final CurrentSettings settings;
  private final Supplier<AnswerEra> era;
  private final Executor executor;

  /**
   * @param era of now
   * @param executor keeps answers, behind their end
   */
  public AnswerCache(
      DataSource database,
      Embedders embedders,
      CurrentSettings settings,
      Supplier<AnswerEra> era,
      Executor executor) {
    this.rows = new KeptAnswerRows(database);
    this.embedders = embedders;
    this.settings = settings;
    this.era = era;
    this.executor = executor;
  }

  @Override
  public AnswerSink keeping(ModelCall call, AnswerSink sink) {
    Settings.Llm now = settings.get().llm();
    Optional<CacheKey> key = CacheKey.of(call, era.get().name());
    if (key.isEmpty()
        || now.cache().entriesPerAccount() < 1
        || !now.fallbacks().contains(Settings.Fallback.EARLIER_ANSWER)) {
      return sink;
    }
    return new KeepingSink(sink, (origin, text) -> keepSoon(key.get(), call, origin, text));
  }

  private void keepSoon(CacheKey key, ModelCall call, Origin origin, String text) {
    KeptAnswer answer = new KeptAnswer(call.question(), text, chunks(call));
    if (!answer.isGrounded()) {
      return;
    }
    try {
      executor.execute(() -> keep(key, call.id(), origin, answer));
    } catch (RejectedExecutionException full) {
      LOG.log(Level.DEBUG, "an answer was not kept: too much is going on");
    }
  }

  private void keep(CacheKey key, UUID generation, Origin origin, KeptAnswer answer) {
    try {
      rows.keep(
          key,
          generation,
          origin.provider(),
          answer,
          embedders.forText(answer.question()),
          settings.get().llm().cache().entriesPerAccount());
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, "an answer was not kept: {0}", e.getMessage());
    }
  }

  /**
   * An earlier answer to a call's question, with its marks as numbers into the call's passages.
   * Blocks for the time of an embedding and a query.
   *
   * @param models configured names of those whose answers count
   */
  Optional<KeptAnswer> find(ModelCall call, Collection<String> models) {
    Optional<CacheKey> key = CacheKey.of(call, era.get().name());
    if (key.isEmpty() || models.isEmpty()) {
      return Optional.empty();
    }
    Settings.AnswerCache now = settings.get().llm().cache();
    List<UUID> passages = chunks(call);
    try {
      return rows
          .find(
              key.get(),
              call.question(),
              models,
              embedders.forText(call.question()),
              now.maxAge(),
              now.similarity())
          .stream()
          .filter(kept -> TurningWords.same(kept.question(), call.question()))
          .flatMap(
              kept -> kept.numbered(passages).stream().map(text -> again(kept, text, passages)))
          .findFirst();
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, "no earlier answer could be looked for: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private static KeptAnswer again(KeptAnswer kept, String text, List<UUID> passages) {
    return new KeptAnswer(kept.question(), text, passages);
  }

  private static List<UUID> chunks(ModelCall call) {
    return call.passages().stream().map(Passage::chunk).toList();
  }
}
