package dev.sparkle.quota.control;

import dev.sparkle.platform.control.RedisLink;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Limit;
import dev.sparkle.quota.entity.Limited;
import dev.sparkle.quota.entity.Reservation;
import dev.sparkle.quota.entity.Scope;
import dev.sparkle.quota.entity.Spent;
import dev.sparkle.quota.entity.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.ZAddParams;
import redis.clients.jedis.params.ZRangeParams;

/**
 * The budgets in Redis, where all nodes see them: each decision is one atomic script.
 *
 * <p>What is in Redis is a copy of the ledger under a name (its epoch), and counts only while both
 * hold: the key {@code built} names the epoch, and the scripts are loaded. Redis forgets scripts
 * when it restarts and when a replica takes over, so a copy that may lack its last second is never
 * used; {@link RedisRebuild} makes another.
 */
final class RedisBook {

  /** One hash tag: all keys are on one node of a Redis Cluster, so that a script may see them. */
  static final String PREFIX = "sparkle:{quota}:";

  static final String BUILT = PREFIX + "built";

  /** After so long, an end is told to nobody again. */
  static final Duration REMEMBERED = Duration.ofMinutes(15);

  /** What became of a wish, where Redis could tell. */
  sealed interface Answer {
    /** The copy is not there, or not to be trusted. */
    record Unbuilt() implements Answer {}

    /** It was reserved before. */
    record Repeated() implements Answer {}

    /** Every budget has room, and it is reserved (unless one only looked). */
    record Taken(List<Standing> standings) implements Answer {}

    /** A budget has no room; nothing was reserved. */
    record Full(int payer, Limit limit, List<Standing> standings) implements Answer {}
  }

  private static final Script TAKE = Script.of("take.lua");
  private static final Script END = Script.of("end.lua");

  private final RedisLink redis;
  private final Windows windows;
  private final LongConsumer scriptNanos;
  private final UUID incarnation;
  private volatile String epoch = "";

  /**
   * @param incarnation this run of this node
   */
  RedisBook(RedisLink redis, Windows windows, UUID incarnation, LongConsumer scriptNanos) {
    this.redis = redis;
    this.windows = windows;
    this.incarnation = incarnation;
    this.scriptNanos = scriptNanos;
  }

  /** The copy that this node works with; empty: none yet. */
  String epoch() {
    return epoch;
  }

  /** Works with that copy from now on. */
  void use(String built) {
    epoch = built;
  }

  /** The copy that Redis names; blank if it has none, empty if it is away. */
  Optional<String> built() {
    return redis.ask(client -> Optional.ofNullable(client.get(BUILT)).orElse(""));
  }

  /** Reserves, if every budget has room. Empty if Redis is away. */
  Optional<Answer> reserve(Reservation wanted, List<Limited> payers, Duration lease) {
    return take("reserve", OpenRecord.by(incarnation, wanted), payers, lease);
  }

  /** Tells of a reservation that was made elsewhere; again and again does no harm. */
  Optional<Answer> adopt(Reservation made, Duration lease) {
    return adopt(OpenRecord.written(made), lease);
  }

  /** Tells of one of this node's own, whose row may be on its way. */
  Optional<Answer> adoptMine(Reservation made, Duration lease) {
    return adopt(OpenRecord.by(incarnation, made), lease);
  }

  private Optional<Answer> adopt(OpenRecord record, Duration lease) {
    Reservation made = record.reservation();
    List<Limited> payers =
        made.scopes().stream().map(scope -> new Limited(scope, Budgets.UNLIMITED)).toList();
    return take("adopt", record, payers, lease);
  }

  /** The standings now, without reserving. Empty if Redis is away or without a copy. */
  Optional<List<Standing>> look(UUID account, List<Limited> payers, Instant now) {
    Reservation none =
        new Reservation(
            new UUID(0, 0),
            account,
            payers.stream().map(Limited::scope).toList(),
            Charge.NONE,
            now);
    return take("look", OpenRecord.written(none), payers, Duration.ZERO)
        .flatMap(
            answer ->
                answer instanceof Answer.Taken taken
                    ? Optional.of(taken.standings())
                    : answer instanceof Answer.Full full
                        ? Optional.of(full.standings())
                        : Optional.empty());
  }

  /** Whether the copy and the scripts are there. Empty if Redis is away. */
  Optional<Answer> probe(Limited payer, Instant now) {
    Reservation none =
        new Reservation(new UUID(0, 0), new UUID(0, 0), List.of(payer.scope()), Charge.NONE, now);
    return epoch.isEmpty()
        ? built().map(named -> new Answer.Unbuilt())
        : take("look", OpenRecord.written(none), List.of(payer), Duration.ZERO);
  }

  private Optional<Answer> take(
      String mode, OpenRecord record, List<Limited> payers, Duration lease) {
    Reservation wanted = record.reservation();
    String copy = epoch;
    if (copy.isEmpty()) {
      return Optional.of(new Answer.Unbuilt());
    }
    List<String> keys = new ArrayList<>(fixedKeys(copy, wanted.id()));
    for (Limited payer : payers) {
      keys.add(used(copy, payer.scope()));
      keys.add(requests(copy, payer.scope()));
    }
    Charge charge = wanted.charge();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                mode,
                copy,
                wanted.id().toString(),
                text(wanted.at().toEpochMilli()),
                text(charge.tokens().count()),
                text(charge.money().micros()),
                windows.day(wanted.at()).toString(),
                windows.month(wanted.at()).toString(),
                text(wanted.at().plus(lease).toEpochMilli()),
                record.line()));
    for (Limited payer : payers) {
      for (Limit limit : Limit.values()) {
        arguments.add(text(payer.budget().of(limit)));
      }
    }
    return run(TAKE, keys, arguments)
        .map(answer -> answer.isEmpty() ? new Answer.Unbuilt() : read(answer, payers));
  }

  private static Answer read(List<?> answer, List<Limited> payers) {
    switch ((String) answer.get(0)) {
      case "unbuilt":
        return new Answer.Unbuilt();
      case "repeated", "known":
        return new Answer.Repeated();
      default:
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < payers.size(); i++) {
          int at = 4 + 5 * i;
          standings.add(
              new Standing(
                  payers.get(i),
                  new Spent(
                      number(answer, at),
                      number(answer, at + 1),
                      number(answer, at + 2),
                      number(answer, at + 3),
                      number(answer, at + 4))));
        }
        int payer = (int) number(answer, 1);
        return payer == 0
            ? new Answer.Taken(standings)
            : new Answer.Full(payer - 1, Limit.values()[(int) number(answer, 2) - 1], standings);
    }
  }

  /**
   * Tells an end of the ledger, once; again and again does no harm.
   *
   * @return whether Redis has it now; false if it is away or has no copy
   */
  boolean end(End end) {
    String copy = epoch;
    if (copy.isEmpty()) {
      return false;
    }
    Reservation of = end.reservation();
    List<String> keys = new ArrayList<>(fixedKeys(copy, of.id()));
    of.scopes().forEach(scope -> keys.add(used(copy, scope)));
    List<String> arguments =
        List.of(
            copy,
            of.id().toString(),
            end.kind().code(),
            text(end.used().tokens().count()),
            text(end.used().money().micros()),
            windows.day(of.at()).toString(),
            windows.month(of.at()).toString(),
            text(-of.charge().tokens().count()),
            text(-of.charge().money().micros()),
            text(REMEMBERED.toMillis()),
            text(end.moreTokens()),
            text(end.moreMicros()));
    return run(END, keys, arguments)
        .filter(answer -> !answer.isEmpty() && !answer.get(0).equals("unbuilt"))
        .isPresent();
  }

  /** Reservations whose lease in Redis is over, at most so many. Empty if Redis is away. */
  List<OpenRecord> overdue(Instant now, int most) {
    String copy = epoch;
    if (copy.isEmpty()) {
      return List.of();
    }
    return redis
        .ask(
            client -> {
              List<OpenRecord> found = new ArrayList<>();
              for (String id :
                  client.zrange(
                      leases(copy),
                      ZRangeParams.zrangeByScoreParams(0, now.toEpochMilli()).limit(0, most))) {
                String record = client.hget(open(copy), id);
                if (record == null) {
                  client.zrem(leases(copy), id);
                } else {
                  found.add(OpenRecord.read(UUID.fromString(id), record));
                }
              }
              return found;
            })
        .orElse(List.of());
  }

  /** Gives a reservation more time, if it is still there. */
  void extend(UUID id, Instant until) {
    String copy = epoch;
    redis.ask(
        client ->
            client.zadd(
                leases(copy), until.toEpochMilli(), id.toString(), ZAddParams.zAddParams().xx()));
  }

  /** Loads the scripts: from now on a copy may be used. */
  static void load(UnifiedJedis client) {
    client.scriptLoad(TAKE.text(), PREFIX);
    client.scriptLoad(END.text(), PREFIX);
  }

  /** Empty: Redis is away. An empty list: it does not know the scripts. */
  private Optional<List<?>> run(Script script, List<String> keys, List<String> arguments) {
    long begun = System.nanoTime();
    Optional<List<?>> answer =
        redis.ask(
            client -> {
              try {
                Object said = client.evalsha(script.sha(), keys, arguments);
                return said instanceof List<?> list ? list : List.of(said);
              } catch (JedisNoScriptException restarted) {
                return List.of();
              }
            });
    scriptNanos.accept(System.nanoTime() - begun);
    return answer;
  }

  private static List<String> fixedKeys(String copy, UUID id) {
    return List.of(BUILT, open(copy), leases(copy), done(copy, id));
  }

  static String open(String copy) {
    return PREFIX + copy + ":open";
  }

  static String leases(String copy) {
    return PREFIX + copy + ":leases";
  }

  static String done(String copy, UUID id) {
    return PREFIX + copy + ":done:" + id;
  }

  static String used(String copy, Scope scope) {
    return PREFIX + copy + ":used:" + scope.key();
  }

  static String requests(String copy, Scope scope) {
    return PREFIX + copy + ":requests:" + scope.key();
  }

  private static String text(long number) {
    return Long.toString(number);
  }

  private static long number(List<?> answer, int at) {
    return (Long) answer.get(at);
  }

  private record Script(String text, String sha) {

    static Script of(String name) {
      try (InputStream in = RedisBook.class.getResourceAsStream("/quota/" + name)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        byte[] sha =
            MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        return new Script(text, HexFormat.of().formatHex(sha));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-1", e);
      }
    }
  }
}
