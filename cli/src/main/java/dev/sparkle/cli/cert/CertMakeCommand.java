package dev.sparkle.cli.cert;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.TlsStore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle cert make}. */
@Command(
    name = "make",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a certificate for development, signed by an authority of this installation's own, which",
      "browsers trust once they are given its file. Again: a new one, by the same authority."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is kept, and every running node shows it",
      "1:a node still shows another",
      "2:wrong usage",
      "4:the JDK's keytool cannot make it"
    })
public final class CertMakeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--name",
      paramLabel = "HOST",
      description = "a host or address beside localhost, 127.0.0.1 and ::1; may be repeated")
  private List<String> names = List.of();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "" + DevelopmentAuthority.DAYS,
      description = "how long it is valid (default: ${DEFAULT-VALUE})")
  private int days;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (days < 1 || days > 3650 || names.stream().anyMatch(CertMakeCommand::isNoHost)) {
      spec.commandLine()
          .getErr()
          .println("A name is a host or an address, and days are from 1 to 3650.");
      return ExitCode.USAGE;
    }
    Home home = Home.here();
    Set<String> hosts = new LinkedHashSet<>(names);
    hosts.addAll(List.of("localhost", "127.0.0.1", "::1"));
    DevelopmentAuthority authority =
        new DevelopmentAuthority(
            TlsStore.of(home.keys()).file().getParent(), TlsStore.password(home.keys()));
    KeyStores.Held held = authority.issue(new ArrayList<>(hosts), days);
    out.println("Made for " + String.join(", ", hosts) + ", valid for " + days + " days.");
    out.println("Browsers trust it once they are given " + home.show(authority.pem()) + ".");
    boolean shown = new Exchange(home, out).of(held);
    out.flush();
    return shown ? ExitCode.OK : ExitCode.DEGRADED;
  }

  private static boolean isNoHost(String name) {
    return !name.matches("[A-Za-z0-9*]([A-Za-z0-9.:-]{0,250})");
  }
}
