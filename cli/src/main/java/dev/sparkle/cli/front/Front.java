package dev.sparkle.cli.front;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.JsonFile;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.FrontTools;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.ProcessMark;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Removal;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * HAProxy before the nodes of an installation: one process with its files in {@code
 * .sparkle/front}. Whatever is changed is told to it at once, over its runtime socket, and written
 * down for its next start; it is never loaded again, so no connection is cut by a change. From its
 * first start until it is taken down it is wanted: who finds it dead starts it again.
 */
public final class Front {

  /** A Unix socket's path has at most 107 bytes, and HAProxy binds one that is longer by some. */
  private static final int LONGEST_PATH = 90;

  /**
   * What is written down: where it listens, and who stands where.
   *
   * @param down whether it was taken down since its last start
   */
  record Written(
      String host, int http, int https, String certificate, FrontRecord record, boolean down) {

    FrontSettings settings() {
      return new FrontSettings(host, http, https, Optional.ofNullable(certificate).map(Path::of));
    }

    static Written of(FrontSettings settings, FrontRecord record) {
      return new Written(
          settings.host(),
          settings.http(),
          settings.https(),
          settings.certificate().map(each -> each.toAbsolutePath().toString()).orElse(null),
          record,
          false);
    }

    Written with(FrontRecord other) {
      return new Written(host, http, https, certificate, other, down);
    }

    Written taken(boolean isDown) {
      return new Written(host, http, https, certificate, record, isDown);
    }
  }

  private final Path folder;
  private final Path root;
  private final FrontProcess process;

  private Front(Path folder, Path root) {
    this.folder = folder;
    this.root = root;
    this.process = new FrontProcess(folder, socket());
  }

  /** That of an installation, running or not. */
  public static Front of(Home home) {
    return new Front(home.folder().resolve("front").toAbsolutePath(), home.root());
  }

  /**
   * With programs from another folder than the installation's own; for drills.
   *
   * @param tools holds {@code .sparkle/front-tools}
   */
  public static Front of(Home home, Path tools) {
    return new Front(home.folder().resolve("front").toAbsolutePath(), tools);
  }

  public Optional<ProcessMark> running() {
    return process.running();
  }

  /** The last line of its log; empty when there is none. */
  public String lastWords() {
    return process.lastWords();
  }

  /** Whether it was started and not taken down since: then it should run. */
  public boolean wanted() {
    return written().filter(each -> !each.down()).isPresent();
  }

  /** One at a time starts it, ends it, or changes what is written down. */
  private WorkLock turn() {
    return WorkLock.await(folder.resolve("lock"));
  }

  private FrontSocket socket() {
    return new FrontSocket(folder.resolve("admin.sock"));
  }

  private Path record() {
    return folder.resolve("front.json");
  }

  private Optional<Written> written() {
    return JsonFile.read(record(), Written.class);
  }

  private Written current() {
    return written()
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.NOT_RUNNING, "HAProxy does not run.", "Start it: ./sparkle front up"));
  }

  /** Where it listens, as it was told last; empty when it was never started. */
  public Optional<FrontSettings> listens() {
    return written().map(Written::settings);
  }

  /** Where this machine reaches it: over TLS where it has a certificate. */
  public URI address() {
    return current().settings().address();
  }

  /**
   * Hands the certificate that its file holds now to the running HAProxy: who connects from now on
   * sees it, and no connection is cut. Nothing happens where it has none, or does not run.
   *
   * @return whether there was something to do
   * @throws Trouble when HAProxy does not take it; the one in use stays
   */
  public boolean renewCertificate() {
    Optional<Path> file = current().settings().certificate();
    if (file.isEmpty() || running().isEmpty()) {
      return false;
    }
    new FrontCertificate(file.get(), socket()).handOver();
    return true;
  }

  /** The nodes that it knows, as it was told last. */
  public List<FrontServer> servers() {
    return written().map(Written::record).orElse(FrontRecord.empty()).places().stream()
        .filter(each -> each != null)
        .toList();
  }

  /**
   * Starts it unless it runs, with these nodes; one that runs keeps its port and gets the nodes.
   * Nodes that it knows keep the weight that they were given last.
   *
   * @return whether it was started
   * @throws Trouble when the port is taken, or HAProxy cannot be had or does not come up
   */
  public boolean start(FrontSettings settings, List<FrontServer> servers, Progress progress) {
    try (WorkLock turn = turn()) {
      turn.hold();
      if (running().isEmpty()) {
        startNow(settings, servers, progress);
        return true;
      }
      write(current().taken(false));
    }
    FrontRecord known = current().record();
    List<FrontServer> there = servers();
    servers.stream().map(known::keeping).filter(each -> !there.contains(each)).forEach(this::put);
    return false;
  }

  private void startNow(FrontSettings settings, List<FrontServer> servers, Progress progress) {
    Optional<Written> before = written();
    FrontRecord record = before.map(Written::record).orElse(FrontRecord.empty()).of(servers);
    if (folder.resolve("admin.sock").toString().length() > LONGEST_PATH) {
      throw new Trouble(
          ExitCode.MACHINE,
          "the path of the checkout is too long for HAProxy's socket: " + folder + ".",
          "Move the checkout to a shorter one.");
    }
    Ports.requireFree(settings.host(), settings.http(), FrontSettings.PORT);
    if (settings.certificate().isPresent()) {
      Ports.requireFree(settings.host(), settings.https(), FrontSettings.TLS_PORT);
    }
    FrontTools tools = FrontTools.provide(root, progress);
    write(Written.of(settings, record));
    boolean runs = false;
    try {
      process.launch(tools);
      runs = true;
    } finally {
      if (!runs) {
        // what it does not start with is not what it should run with
        before.ifPresentOrElse(this::write, () -> Removal.of(record()));
      }
    }
  }

  /** Adds a node, or changes its address and weight; from now on it is ready. */
  public synchronized void put(FrontServer server) {
    FrontRecord record = change(each -> each.with(server));
    String name = name(record, server.name());
    socket().order("set server " + name + " addr " + server.host() + " port " + server.port());
    socket().order("set server " + name + " weight " + server.weight());
    socket().order("set server " + name + " state ready");
  }

  /** Changes the shares of new requests and sockets; what runs stays where it is. */
  public synchronized void weigh(Map<String, Integer> weights) {
    FrontRecord record =
        change(
            before -> {
              FrontRecord after = before;
              for (FrontServer each : servers()) {
                if (weights.containsKey(each.name())) {
                  after = after.with(each.weighing(weights.get(each.name())));
                }
              }
              return after;
            });
    weights.forEach(
        (node, weight) ->
            record
                .placeOf(node)
                .ifPresent(at -> socket().order("set server " + name(at) + " weight " + weight)));
  }

  /** Cuts every connection to a node: its learners come back elsewhere. */
  public void cut(String node) {
    current()
        .record()
        .placeOf(node)
        .ifPresent(at -> socket().order("shutdown sessions server " + name(at)));
  }

  /** Forgets a node: it is neither asked nor checked any more. */
  public synchronized void remove(String node) {
    Optional<Integer> place = current().record().placeOf(node);
    place.ifPresent(at -> socket().order("set server " + name(at) + " state maint"));
    change(record -> record.without(node));
  }

  /** What it counted, by node. */
  public Map<String, FrontCounts> counts() {
    try {
      Map<String, FrontCounts> all =
          FrontCounts.read(socket().say("show stat"), FrontConfig.BACKEND);
      FrontRecord record = current().record();
      Map<String, FrontCounts> named = new LinkedHashMap<>();
      for (FrontServer each : servers()) {
        int at = record.placeOf(each.name()).orElseThrow();
        named.put(each.name(), all.getOrDefault(FrontConfig.place(at), FrontCounts.NONE));
      }
      return named;
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.SERVICE, "HAProxy does not answer.", "Start it: ./sparkle front up", e);
    }
  }

  /** Takes it down: it ends, and nobody starts it again. False when it did not run. */
  public boolean stop() {
    if (written().isEmpty() && running().isEmpty()) {
      return false;
    }
    try (WorkLock turn = turn()) {
      turn.hold();
      written().ifPresent(each -> write(each.taken(true)));
      return process.end();
    }
  }

  private static String name(FrontRecord record, String node) {
    return name(record.placeOf(node).orElseThrow());
  }

  private static String name(int place) {
    return FrontConfig.BACKEND + "/" + FrontConfig.place(place);
  }

  private FrontRecord change(UnaryOperator<FrontRecord> how) {
    try (WorkLock turn = turn()) {
      turn.hold();
      Written now = current();
      FrontRecord record = how.apply(now.record());
      write(now.with(record));
      return record;
    }
  }

  private void write(Written written) {
    try {
      Files.createDirectories(folder);
      JsonFile.write(record(), written);
      Files.writeString(
          process.config(),
          FrontConfig.text(written.settings(), folder.resolve("admin.sock"), written.record()));
    } catch (IOException e) {
      throw Trouble.withFile("cannot write the configuration of HAProxy", e);
    }
  }
}
