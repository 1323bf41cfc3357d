package dev.sparkle.cli.bench.chat;

import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.Progress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Lets guests in: signs them in, gets a ticket for each socket, and opens it; eight at a time. */
final class Doorway {

  private static final int AT_ONCE = 8;
  private static final int STEP = 1_000;
  private static final long LIMIT_SECONDS = 60;

  private final SignIn signIn;
  private final Progress progress;

  Doorway(URI node, Progress progress) {
    this.signIn = new SignIn(node, Clock.systemUTC());
    this.progress = progress;
  }

  /**
   * Opens sockets.
   *
   * @param perGuest how many each guest has
   * @param open makes a socket of a ticket
   * @throws ExecutionException if one does not open
   */
  List<LoadSocket> open(
      int sockets, int perGuest, Function<String, CompletableFuture<LoadSocket>> open)
      throws ExecutionException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      AtomicInteger done = new AtomicInteger();
      List<Future<List<LoadSocket>>> guests = new ArrayList<>();
      for (int left = sockets; left > 0; left -= perGuest) {
        int mine = Math.min(left, perGuest);
        guests.add(threads.submit(() -> guest(mine, open, done)));
      }
      List<LoadSocket> all = new ArrayList<>();
      for (Future<List<LoadSocket>> guest : guests) {
        all.addAll(guest.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<LoadSocket> guest(
      int sockets, Function<String, CompletableFuture<LoadSocket>> open, AtomicInteger done)
      throws Exception {
    SparkleClient guest = signIn.client(signIn.guest());
    List<LoadSocket> mine = new ArrayList<>();
    for (int socket = 0; socket < sockets; socket++) {
      String ticket = URLEncoder.encode(guest.ticket(), StandardCharsets.UTF_8);
      mine.add(open.apply(ticket).get(LIMIT_SECONDS, TimeUnit.SECONDS));
      int sofar = done.incrementAndGet();
      if (sofar % STEP == 0) {
        progress.now(sofar + " sockets open");
      }
    }
    return mine;
  }
}
