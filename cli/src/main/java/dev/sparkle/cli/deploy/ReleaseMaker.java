package dev.sparkle.cli.deploy;

import dev.sparkle.cli.lifecycle.Build;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.JsonFile;
import dev.sparkle.cli.lifecycle.Live;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Folders;
import dev.sparkle.cli.services.Installation;
import dev.sparkle.cli.services.Invocation;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Removal;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Makes releases: of a checkout's folder, of a commit, of what a node runs. The same content is the
 * same release, made once.
 */
final class ReleaseMaker {

  private static final Pattern EJB = Pattern.compile("[^/]*sparkle-ejb-(.+)\\.jar");
  private static final Pattern LIBERTY = Pattern.compile("<liberty\\.version>([^<]+)<");

  private final Home here;
  private final Home home;
  private final Clock clock;
  private final Progress progress;

  /**
   * @param here the checkout
   * @param home whose releases they become; the same, but in drills
   */
  ReleaseMaker(Home here, Home home, Clock clock, Progress progress) {
    this.here = here;
    this.home = home;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * What an operator means: the id of a kept release, the folder of a checkout, or a commit of this
   * one, by whatever name git knows it.
   *
   * @throws Trouble when it is none of these, or cannot be built
   */
  Release of(String build) {
    Path folder = Path.of(build).toAbsolutePath().normalize();
    if (Files.exists(folder.resolve("pom.xml"))) {
      return ofCheckout(new Home(folder), folder.equals(here.root()) ? "this checkout" : build);
    }
    return Release.read(home, build).orElseGet(() -> ofCommit(build));
  }

  private Release ofCheckout(Home checkout, String source) {
    Folders.make(checkout.folder());
    new Build(checkout).ensure(progress);
    return pack(Installation.of(checkout.root()), source);
  }

  /** Built in a work tree of its own, which is removed again. */
  private Release ofCommit(String name) {
    Invocation.Outcome known = git("rev-parse", "--verify", "--quiet", name + "^{commit}");
    if (!known.succeeded()) {
      throw new Trouble(
          ExitCode.USAGE,
          "\"" + name + "\" is no kept release, no checkout's folder and no commit here.",
          "Name one of them; kept releases: ./sparkle deploy --list");
    }
    String commit = known.lastWords();
    Path tree = Live.releases(home).resolve("tree-" + commit.substring(0, 12));
    Removal.of(tree);
    git("worktree", "prune");
    progress.now("taking out " + name);
    Folders.make(tree.getParent());
    git("worktree", "add", "--detach", tree.toString(), commit)
        .lines(); // what it says is of use only if it fails, which the next line sees
    if (!Files.exists(tree.resolve("pom.xml"))) {
      throw new Trouble(
          ExitCode.BUILD, "git does not take out " + name + ".", "Try it: git worktree add …");
    }
    try {
      lendLiberty(tree);
      return ofCheckout(new Home(tree), "commit " + commit.substring(0, 12) + " (" + name + ")");
    } finally {
      git("worktree", "remove", "--force", tree.toString());
      Removal.of(tree);
    }
  }

  private Invocation.Outcome git(String... arguments) {
    String[] command = new String[arguments.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = here.root().toString();
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    return Invocation.of(command).run();
  }

  /** The commit's build finds the Liberty that is here, if it is built for the same. */
  private void lendLiberty(Path tree) {
    Path ours = here.root().resolve(".liberty");
    if (!Files.isDirectory(ours)) {
      return;
    }
    String wanted = liberty(tree);
    if (!wanted.equals(liberty(here.root()))) {
      throw new Trouble(
          ExitCode.BUILD,
          "that version is built for Open Liberty " + wanted + ", and here is another.",
          "Build it in a checkout of its own that stays, and name its folder.");
    }
    try {
      Files.createSymbolicLink(tree.resolve(".liberty"), ours);
    } catch (IOException e) {
      throw Trouble.withFile("cannot link " + ours, e);
    }
  }

  private static String liberty(Path checkout) {
    try {
      Matcher version = LIBERTY.matcher(Files.readString(checkout.resolve("pom.xml")));
      return version.find() ? version.group(1) : "";
    } catch (IOException e) {
      throw Trouble.withFile("cannot read the pom of " + checkout, e);
    }
  }

  /** What a node runs now, which may not be what its checkout holds by now. */
  Release ofNode(NodeRecord node) {
    Path server = home.node(node.name()).resolve("usr/servers/sparkle");
    return pack(
        new Installation(
            Installation.of(here.root()).wlp(),
            server,
            server.resolve("apps/sparkle.ear"),
            Installation.of(here.root()).jdbcDriver()),
        "what " + node.name() + " ran");
  }

  /** Copies an installation's parts, and names them by their content. */
  Release pack(Installation from, String source) {
    progress.now("packing");
    Path fresh = Live.releases(home).resolve("new-" + ProcessHandle.current().pid());
    Removal.of(fresh);
    try {
      lay(from, Folders.make(fresh));
      String checksum = Checksum.of(fresh);
      String version = version(from.ear());
      Release release =
          new Release(
              version + "-" + checksum.substring(0, 10),
              version,
              source,
              from.wlp().toRealPath().toString(),
              checksum,
              EarMigrations.of(from.ear()),
              clock.instant().toString());
      return Release.read(home, release.id()).orElseGet(() -> keep(fresh, release));
    } catch (IOException e) {
      throw Trouble.withFile("cannot pack the release", e);
    } finally {
      Removal.of(fresh);
    }
  }

  private Release keep(Path fresh, Release release) {
    JsonFile.write(fresh.resolve(Release.FILE), release);
    try {
      Folders.move(fresh, release.folder(home));
    } catch (IOException e) {
      throw Trouble.withFile("cannot keep the release", e);
    }
    return release;
  }

  /** A running node's folder is a configuration already laid out, with its application in it. */
  private static void lay(Installation from, Path to) throws IOException {
    Path laidOut = from.configuration().resolve("config");
    Path liberty = Folders.make(to.resolve("liberty"));
    if (Files.isDirectory(laidOut)) {
      Folders.copy(from.configuration(), liberty);
    } else {
      Folders.copy(from.configuration(), liberty.resolve("config"));
      Removal.of(liberty.resolve("config/apps"));
    }
    Files.copy(from.ear(), to.resolve("sparkle.ear"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        from.jdbcDriver(),
        to.resolve("postgresql-driver.jar"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static String version(Path ear) throws IOException {
    try (ZipFile zip = new ZipFile(ear.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .map(EJB::matcher)
          .filter(Matcher::matches)
          .map(matcher -> matcher.group(1))
          .findFirst()
          .orElse("unknown");
    }
  }

  /**
   * A kept release is as it was made.
   *
   * @throws Trouble when it is damaged
   */
  void verify(Release release) {
    if (!Checksum.of(release.folder(home), Release.FILE).equals(release.checksum())) {
      throw new Trouble(
          ExitCode.DEGRADED,
          "the release " + release.id() + " is not what it was when it was made.",
          "Remove " + home.show(release.folder(home)) + " and deploy its source again.");
    }
  }

  /** Removes all but the newest ones, and but those that are needed. */
  void prune(int most, Consumer<Release> told, Set<String> needed) {
    List<Release> all = Release.all(home);
    all.stream()
        .limit(Math.max(0, all.size() - most))
        .filter(each -> !needed.contains(each.id()))
        .forEach(
            each -> {
              Removal.of(each.folder(home));
              told.accept(each);
            });
  }
}
