package dev.sparkle.cli.cert;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.front.KeptFront;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.TlsStore;
import java.io.PrintWriter;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle cert show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Which certificate each node shows, and HAProxy if it has one: for which names, until when.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all are good for another two weeks",
      "1:one has ended, ends soon, is weak, or is not there",
      "3:nothing runs, and no certificate is kept"
    })
public final class CertShowCommand implements Callable<Integer> {

  /**
   * A certificate as it was seen.
   *
   * @param where a node, an address, or the file
   */
  private record Seen(
      String where,
      boolean shown,
      List<String> names,
      String issuer,
      String key,
      String endsAt,
      Long daysLeft,
      String sha256,
      List<String> faults) {}

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "another server than those of this installation: https://host:port")
  private URI url;

  @Option(names = "--json", description = "as a JSON array")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<Seen> all = look();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(all));
    } else if (all.isEmpty()) {
      out.println("No node runs here, and no certificate is kept. ./sparkle cert make makes one.");
    } else {
      all.forEach(seen -> print(out, seen));
    }
    out.flush();
    if (all.isEmpty()) {
      return ExitCode.NOT_RUNNING;
    }
    return all.stream().allMatch(seen -> seen.shown() && seen.faults().isEmpty())
        ? ExitCode.OK
        : ExitCode.DEGRADED;
  }

  private List<Seen> look() {
    if (url != null) {
      return List.of(seen(url.toString(), ShownCertificate.at(url)));
    }
    Home home = Home.here();
    List<Seen> all = new ArrayList<>();
    for (NodeRecord record : NodeRecord.all(home)) {
      if (record.node(home).running()) {
        all.add(seen(record.name(), ShownCertificate.at(record.ports().secureAddress())));
      }
    }
    KeptFront front = new KeptFront(home);
    if (front.wanted() && front.sealed()) {
      all.add(seen("HAProxy", ShownCertificate.at(front.address())));
    }
    TlsStore store = TlsStore.of(home.keys());
    if (store.exists()) {
      List<X509Certificate> kept =
          KeyStores.read(store.file(), "default", TlsStore.password(home.keys())).chain();
      all.add(seen(home.show(store.file()), Optional.of(kept)));
    }
    return all;
  }

  private static Seen seen(String where, Optional<List<X509Certificate>> shown) {
    if (shown.isEmpty()) {
      return new Seen(
          where, false, List.of(), null, null, null, null, null, List.of("It shows none."));
    }
    List<X509Certificate> chain = shown.get();
    X509Certificate own = chain.get(0);
    Instant end = CertificateCheck.end(chain);
    return new Seen(
        where,
        true,
        CertificateCheck.names(own),
        own.getIssuerX500Principal().getName(),
        CertificateCheck.kind(own.getPublicKey()),
        end.toString(),
        Duration.between(Instant.now(), end).toDays(),
        ShownCertificate.fingerprint(own),
        new CertificateCheck(Clock.systemUTC())
            .faults(chain, null, List.of()).stream().map(CertificateCheck.Fault::what).toList());
  }

  private static void print(PrintWriter out, Seen seen) {
    if (!seen.shown()) {
      out.printf("%-12s shows no certificate%n", seen.where());
      return;
    }
    out.printf(
        "%-12s ends %s, in %d days   %s   for %s%n",
        seen.where(),
        seen.endsAt(),
        seen.daysLeft(),
        seen.key(),
        seen.names().isEmpty() ? "no host" : String.join(", ", seen.names()));
    out.printf("%-12s by %s   sha256 %s%n", "", seen.issuer(), seen.sha256());
    seen.faults().forEach(fault -> out.printf("%-12s ! %s%n", "", fault));
  }
}
