package dev.sparkle.cli.drill.production;

import dev.sparkle.cli.cert.ShownCertificate;
import dev.sparkle.cli.drill.DrillReport.Expectation;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.ServiceAccount;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The way of an installation into production, by the commands of docs/deployment.md. */
final class ProductionPlay {

  private static final Duration START = Duration.ofMinutes(8);
  private static final Duration LOOK = Duration.ofMinutes(5);

  /** The first page of the console is made when it is asked for, on a machine that is busy. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final OwnCheckout own;
  private final Progress progress;
  private final List<Expectation> expected = new ArrayList<>();
  private final List<String> forPeople = new ArrayList<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();

  ProductionPlay(OwnCheckout own, Progress progress) {
    this.own = own;
    this.progress = progress;
  }

  /** What was expected, and whether it was seen. */
  List<Expectation> expected() {
    return List.copyOf(expected);
  }

  /** What this machine could not show. */
  List<String> forPeople() {
    return List.copyOf(forPeople);
  }

  /** Figures. */
  Map<String, Long> counts() {
    return new LinkedHashMap<>(counts);
  }

  /** Makes a certificate and starts it; false: it did not come up, and nothing else is known. */
  boolean start() throws IOException {
    Told made = own.run(LOOK, "cert", "make", "--name", OwnCheckout.LEARNERS);
    expect("a certificate is made", made.exit() == 0, made.ending());
    if (made.exit() != 0) {
      return false;
    }
    FrontCertificate.write(own.home().keys(), own.frontCertificate());
    own.handOver();
    long began = System.nanoTime();
    Told up = own.run(START, "up", "--env", "production", "--json");
    counts.put("seconds until it was up", (System.nanoTime() - began) / 1_000_000_000);
    expect("it starts in production", up.exit() == 0, up.ending());
    if (isRoot()) {
      forPeople.add("run it as an ordinary user: here it ran as root");
    } else {
      own.lentAccount().ifPresent(name -> progress.now("it runs as " + name));
    }
    return up.exit() == 0;
  }

  private boolean isRoot() {
    return ServiceAccount.isRoot() && own.lentAccount().isEmpty();
  }

  /** What {@code config} says of what is in force. */
  void configuration() throws IOException {
    expected.add(
        Checks.configuration(
            own.run(LOOK, "config", "--profile", "production", "--strict", "--json")));
  }

  /** Whether it is closed: alone, and with everything beside it that may be there. */
  void doors() throws IOException {
    hardened("harden check fails nothing");
    Door.ofNode(own.ports()).forEach(this::look);
    exchangeCertificate();
    Told front = own.run(LOOK, "front", "up");
    expect("HAProxy starts before it", front.exit() == 0, front.ending());
    look(
        Door.ofLearners(
            "learners find the page behind HAProxy, and nothing of the operators'",
            URI.create("https://" + OwnCheckout.LEARNERS + ":" + own.frontSecure())));
    Told monitoring = own.run(LOOK, "monitoring", "up", "--without-traces");
    expect("the monitoring starts", monitoring.exit() == 0, monitoring.ending());
    hardened("harden check fails nothing with HAProxy and the monitoring");
  }

  private void hardened(String words) throws IOException {
    Told told = own.run(LOOK, "harden", "check", "--json");
    expected.add(Checks.hardened(words, told, isRoot()));
    counts.merge("checks passed", told.json().path("passed").asLong(), Long::sum);
    counts.merge("warnings", told.json().path("warned").asLong(), Long::sum);
  }

  private void look(Door door) {
    progress.now(door.words());
    expected.add(door.look(ProductionPlay::status));
    counts.merge("paths asked for", (long) door.answers().size(), Long::sum);
  }

  /** {@code cert make} waits until the node shows the new one. */
  private void exchangeCertificate() throws IOException {
    OptionalLong before = pid();
    Told made = own.run(LOOK, "cert", "make", "--name", OwnCheckout.LEARNERS);
    expect(
        "a new certificate is shown without a restart",
        made.exit() == 0 && before.isPresent() && before.equals(pid()),
        made.ending());
  }

  private OptionalLong pid() {
    return NodeRecord.all(own.home()).get(0).node(own.home()).pid();
  }

  private void expect(String words, boolean ok, String seen) {
    expected.add(new Expectation(words, ok, seen));
  }

  /** Of an answer; whose certificate it is does not matter here. */
  private static int status(URI address) {
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(ShownCertificate.lookingOnly())
          .connectTimeout(ANSWER)
          .build()
          .send(HttpRequest.newBuilder(address).timeout(ANSWER).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (ConnectException refused) {
      return Door.NONE;
    } catch (IOException noAnswer) {
      return Door.SILENT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Door.SILENT;
    }
  }
}
