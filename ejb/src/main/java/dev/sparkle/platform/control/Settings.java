package dev.sparkle.platform.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One consistent picture of all settings. Code asks {@link CurrentSettings} for it once per piece
 * of work and then reads only from what it got, so that a change at run time never shows half.
 * Defaults and their reasons: {@code META-INF/microprofile-config.properties}.
 */
public record Settings(
    Llm llm,
    Retrieval retrieval,
    Ingest ingest,
    Chat chat,
    Identity identity,
    Safety safety,
    Quota quota,
    Node node,
    Tasks tasks,
    Jobs jobs,
    Audit audit,
    Guardian guardian) {

  /**
   * Batch jobs.
   *
   * @param partitions parts of a partitioned job that run at a time
   * @param keepExecutions how long what Liberty knows of an ended job is kept
   * @param keepFailedMaterials how long material is kept that cannot be used
   * @param keepGuests how long a guest is kept who cannot come back; zero: for ever
   * @param keepExports how long an export can be fetched
   * @param rollupCron when yesterday's usage is added up, UTC; empty: never
   * @param purgeCron when what is too old is removed, UTC; empty: never
   */
  public record Jobs(
      int partitions,
      Duration keepExecutions,
      Duration keepFailedMaterials,
      Duration keepGuests,
      Duration keepExports,
      Optional<String> rollupCron,
      Optional<String> purgeCron) {}

  /**
   * The language models and what stands around calling them.
   *
   * @param models those that are configured, in the order in which they are asked; none: answers
   *     are taken from the material's own words
   * @param totalTimeout from the request to the end of the answer
   * @param maxOutputTokens upper limit of an answer
   * @param streamsPerModel answers that one model gives at once, on this node
   * @param fallbacks what is tried when no model answers, in this order
   * @param cache earlier answers
   */
  public record Llm(
      List<Model> models,
      Duration totalTimeout,
      int maxOutputTokens,
      int streamsPerModel,
      List<Fallback> fallbacks,
      AnswerCache cache) {

    public Llm {
      models = List.copyOf(models);
      fallbacks = List.copyOf(fallbacks);
    }
  }

  /**
   * One model at one server.
   *
   * @param slot its place, from 1
   * @param name what operators and metrics call it
   * @param baseUrl an OpenAI-compatible server's address up to and with {@code /v1}
   * @param connectTimeout until the connection stands
   * @param firstTokenTimeout from the request to the first token
   * @param gapTimeout between two tokens
   */
  public record Model(
      int slot,
      String name,
      String baseUrl,
      Optional<String> apiKey,
      String model,
      Duration connectTimeout,
      Duration firstTokenTimeout,
      Duration gapTimeout) {

    /** Without the key. */
    @Override
    public String toString() {
      return name + " (" + model + ")";
    }
  }

  /** What may stand in for a model. */
  public enum Fallback {
    EARLIER_ANSWER,
    MATERIAL
  }

  /**
   * Earlier answers that may be given again to whom they were given.
   *
   * @param maxAge how long one is kept
   * @param entriesPerAccount how many are kept of one account; 0: none
   * @param similarity cosine, 0 to 1, from which two questions count as the same
   */
  public record AnswerCache(Duration maxAge, int entriesPerAccount, double similarity) {}

  /**
   * Finding passages.
   *
   * @param passages how many passages go into a prompt
   * @param candidates how many each of the two searches brings before they are fused
   * @param minimumSimilarity fit, 0 to 1 (the score of a citation), that the best passage must
   *     reach; if none does, the question finds nothing
   */
  public record Retrieval(int passages, int candidates, double minimumSimilarity) {}

  /**
   * Taking in material.
   *
   * @param maxBytes largest upload, in bytes
   * @param maxCharacters largest text of one material, in characters, after it was unpacked
   * @param maxPages most pages of a PDF
   * @param chunkCharacters wanted size of a chunk, in characters
   */
  public record Ingest(long maxBytes, int maxCharacters, int maxPages, int chunkCharacters) {}

  /**
   * The conversation.
   *
   * @param maxQuestionCharacters longest question
   * @param coalesce deltas are gathered for so long into one frame
   * @param historyTokens how much of what was said before goes into a prompt, in estimated tokens
   * @param socketsPerAccount most sockets of one account on one node
   * @param generationsPerAccount most running answers of one account on one node
   * @param outboundFrames frames that may wait for a slow client before it is dropped
   * @param heartbeat between two pings of the server
   * @param allowedOrigins comma-separated origins beside the server's own; {@code *} allows all
   * @param ticketLifetime how long a ticket opens a socket
   * @param logRetention how long a generation's events can be resumed
   * @param generationLease after which another node may end a generation whose node went silent
   */
  public record Chat(
      int maxQuestionCharacters,
      Duration coalesce,
      int historyTokens,
      int socketsPerAccount,
      int generationsPerAccount,
      int outboundFrames,
      Duration heartbeat,
      Optional<String> allowedOrigins,
      Duration ticketLifetime,
      Duration logRetention,
      Duration generationLease) {}

  /**
   * Accounts and tokens.
   *
   * @param accessTokenLifetime how long an access token is good
   * @param refreshTokenLifetime how long a refresh token can be exchanged
   * @param keysDirectory the folder of the signing keys
   * @param guests whether anybody may ask without an account
   * @param registration whether anybody may make an account with a name
   * @param registrationsPerHour new accounts of one network; 0: without limit
   * @param hashingAtOnce passwords that are hashed at the same time, on this node
   * @param mail letters to people
   * @param openIdProviders whose sign-in is trusted
   */
  public record Identity(
      Duration accessTokenLifetime,
      Duration refreshTokenLifetime,
      String keysDirectory,
      boolean guests,
      boolean registration,
      int registrationsPerHour,
      int hashingAtOnce,
      Mail mail,
      List<OpenIdProvider> openIdProviders) {

    public Identity {
      openIdProviders = List.copyOf(openIdProviders);
    }
  }

  /**
   * Somebody else's sign-in that is trusted.
   *
   * @param name what clients call it
   * @param issuer its address, exactly as its tokens have it
   * @param clientSecret empty: Sparkle is a public client there
   * @param rolesClaim the claim of its tokens that has groups or roles
   * @param roles from one of these to a role here, such as {@code staff} to {@code teacher}; empty:
   *     everybody who comes by it is a learner, until an operator says otherwise
   */
  public record OpenIdProvider(
      String name,
      String issuer,
      String clientId,
      Optional<String> clientSecret,
      String rolesClaim,
      Map<String, String> roles) {

    public OpenIdProvider {
      roles = Map.copyOf(roles);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return name + " (" + issuer + ")";
    }
  }

  /**
   * Letters to people.
   *
   * @param host of the mail server; empty: letters become files
   * @param security {@code starttls}, {@code tls} or {@code none}
   * @param directory for letters that become files; empty: beside the signing keys
   * @param publicUrl where people reach Sparkle, without a slash at the end
   */
  public record Mail(
      Optional<String> host,
      int port,
      Optional<String> user,
      Optional<String> password,
      String from,
      String security,
      Optional<String> directory,
      String publicUrl) {

    public Mail {
      if (!Set.of("starttls", "tls", "none").contains(security)) {
        throw new IllegalArgumentException(
            "sparkle.mail.security is starttls, tls or none, and not " + security);
      }
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "mail by " + host.orElse("files");
    }
  }

  /**
   * The safety layers.
   *
   * @param inputMode {@code enforce}, {@code shadow} or {@code off}
   * @param inputThreshold score, 0 to 1, from which a text is refused
   * @param harm {@code block} or {@code allow}: what becomes of requests for harm
   * @param harmThreshold score, 0 to 1, from which a text counts as such a request
   * @param disabledRules comma-separated ids of rules that do not count
   * @param courses other values for courses, as JSON
   * @param encoders whether the neural part judges, too
   * @param model folder with an ONNX sequence classifier of the operator's own
   * @param outputMode {@code enforce}, {@code shadow} or {@code off}
   * @param outputPolicy what becomes of each kind of finding, where it differs from the default
   */
  public record Safety(
      String inputMode,
      double inputThreshold,
      String harm,
      double harmThreshold,
      Optional<String> disabledRules,
      Optional<String> courses,
      boolean encoders,
      Optional<String> model,
      String outputMode,
      Optional<String> outputPolicy) {}

  /**
   * Budgets.
   *
   * @param account of each account
   * @param address of all guests from one network address
   * @param classes of each class
   * @param guests of all guests
   * @param installation of everybody
   * @param zone where midnight is, e.g. {@code UTC} or {@code Asia/Shanghai}
   * @param prices of models: {@code name=input/output}, in millionths of the installation's
   *     currency for a million tokens, comma-separated; {@code *} for all others
   */
  public record Quota(
      Budget account,
      Budget address,
      Budget classes,
      Budget guests,
      Budget installation,
      String zone,
      Optional<String> prices) {

    /**
     * One payer's limits; 0: without limit.
     *
     * @param requestsPerMinute calls in any 60 seconds
     * @param tokensPerDay tokens from midnight to midnight
     * @param microsPerMonth millionths of the installation's currency in a calendar month
     * @param concurrentAnswers answers at the same time
     */
    public record Budget(
        long requestsPerMinute, long tokensPerDay, long microsPerMonth, long concurrentAnswers) {}
  }

  /**
   * This node.
   *
   * @param name in logs, leases and health
   * @param roles {@code web}: serves REST and sockets; {@code worker}: works on tasks and schedules
   */
  public record Node(String name, Set<String> roles) {

    public Node {
      roles = Set.copyOf(roles);
      if (roles.isEmpty() || !Set.of("web", "worker").containsAll(roles)) {
        throw new IllegalArgumentException(
            "sparkle.roles is web, worker, or web,worker, and not " + roles);
      }
    }

    /** Whether REST and sockets are served here. */
    public boolean serves() {
      return roles.contains("web");
    }

    /** Whether tasks are worked on here. */
    public boolean works() {
      return roles.contains("worker");
    }
  }

  /**
   * The task queue.
   *
   * @param queues which queues this node works on, and how many attempts of each at a time
   * @param lease after which the tasks of a node that went silent start elsewhere
   * @param poll how often a node looks for work that nobody told it of
   * @param stop how long a stopping node lets its tasks end before it hands them back
   * @param crashes a task whose attempts ended with their node so often is dead; at least 2
   * @param keepSucceeded how long tasks that succeeded or were cancelled are kept
   * @param keepDead how long dead tasks are kept
   * @param tracked most pieces of short work that may wait or run under {@code TaskManager.track}
   * @param batch most tasks of a queue that a node has on hand, and so in one statement; 1 to 1,024
   */
  public record Tasks(
      Map<String, Integer> queues,
      Duration lease,
      Duration poll,
      Duration stop,
      int crashes,
      Duration keepSucceeded,
      Duration keepDead,
      int tracked,
      int batch) {

    /** More do not make a statement cheaper. */
    public static final int LARGEST_BATCH = 1024;

    public Tasks {
      queues = Map.copyOf(queues);
      if (batch < 1 || batch > LARGEST_BATCH) {
        throw new IllegalArgumentException("sparkle.tasks.batch is 1 to " + LARGEST_BATCH);
      }
    }

    /** With the largest batches. */
    public Tasks(
        Map<String, Integer> queues,
        Duration lease,
        Duration poll,
        Duration stop,
        int crashes,
        Duration keepSucceeded,
        Duration keepDead,
        int tracked) {
      this(queues, lease, poll, stop, crashes, keepSucceeded, keepDead, tracked, LARGEST_BATCH);
    }
  }

  /**
   * The audit record.
   *
   * @param flush records are written so often; what a crash may lose is what happened in that time
   * @param anchor the ends of other nodes' chains are noted so often
   */
  public record Audit(Duration flush, Duration anchor) {}

  /**
   * Looking after learners.
   *
   * @param concernMode {@code enforce}, {@code shadow} or {@code off}: what becomes of a learner's
   *     words that tell of danger
   * @param contact where to find help, as a learner reads it
   * @param repeatedAttacks from so many attacks of one account within the window on it is severe;
   *     0: never
   * @param window of repeated attacks
   * @param webhookUrl is told of severe events
   * @param webhookSecret signs what it is told
   */
  public record Guardian(
      String concernMode,
      Optional<String> contact,
      int repeatedAttacks,
      Duration window,
      Optional<String> webhookUrl,
      Optional<String> webhookSecret) {}
}
