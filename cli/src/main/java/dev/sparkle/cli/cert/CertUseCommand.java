package dev.sparkle.cli.cert;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle cert use}. */
@Command(
    name = "use",
    mixinStandardHelpOptions = true,
    description = {
      "Takes your own certificate in: the chain, the server's own first, and its key, both in PEM.",
      "Looks first whether they fit, for which names they are, when they end and whether they are",
      "weak; what is wrong is said, and the one in use stays. A renewed one the same way.",
      "HAProxy gets it, too, if it was started with a certificate: into that file, and at once."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is in force",
      "1:it cannot be used, or a node or HAProxy still shows another",
      "2:wrong usage"
    })
public final class CertUseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--chain",
      required = true,
      paramLabel = "FILE",
      description = "certificates in PEM, such as fullchain.pem")
  private Path chain;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "the private key in PEM, such as privkey.pem")
  private Path key;

  @Option(
      names = "--key-password-file",
      paramLabel = "FILE",
      description = "a file with the key's password, if it has one")
  private Path passwordFile;

  @Option(
      names = "--name",
      paramLabel = "HOST",
      description = "a host that it must be for; may be repeated")
  private List<String> names = List.of();

  @Option(names = "--dry-run", description = "only looks; nothing is changed")
  private boolean dryRun;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    KeyStores.Held held = read();
    X509Certificate own = held.chain().get(0);
    out.printf(
        "%s, for %s, ends %s%n",
        CertificateCheck.name(own),
        CertificateCheck.names(own).isEmpty()
            ? "no host"
            : String.join(", ", CertificateCheck.names(own)),
        CertificateCheck.end(held.chain()));
    List<CertificateCheck.Fault> faults =
        new CertificateCheck(Clock.systemUTC()).faults(held.chain(), held.key(), names);
    faults.forEach(fault -> out.println((fault.fatal() ? "  ✗ " : "  ! ") + fault.what()));
    boolean good = faults.stream().noneMatch(CertificateCheck.Fault::fatal);
    if (!good) {
      out.println("It is not used; the one in use stays.");
    } else if (dryRun) {
      out.println("It can be used.");
    } else {
      boolean nodes = new Exchange(Home.here(), out).of(held);
      good = new FrontExchange(Home.here(), out).of(held) && nodes;
    }
    out.flush();
    return good ? ExitCode.OK : ExitCode.DEGRADED;
  }

  private KeyStores.Held read() {
    try {
      String password = passwordFile == null ? "" : Files.readString(passwordFile).strip();
      PrivateKey secret = KeyPem.read(Files.readString(key), password);
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(
                      Files.readString(chain).getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw unusable(chain, "it holds no certificate in PEM");
      }
      return new KeyStores.Held(secret, certificates);
    } catch (IOException e) {
      throw Trouble.withFile("cannot read the certificate", e);
    } catch (CertificateException e) {
      throw unusable(chain, "it holds something that is no certificate in PEM");
    } catch (IllegalArgumentException e) {
      throw unusable(key, e.getMessage());
    }
  }

  private static Trouble unusable(Path file, String why) {
    return new Trouble(
        ExitCode.DEGRADED,
        file + ": " + why + ".",
        "Give --chain the certificates and --key their key, both in PEM.");
  }
}
