package dev.sparkle.cli.bench.peer.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sparkle.platform.control.Json;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeerTaskTest {

  private static PeerRequest request(String json) throws JsonProcessingException {
    return Json.mapper().readValue(json, PeerRequest.class);
  }

  @Test
  void failsAsThePeersDo() throws JsonProcessingException {
    PeerRequest flaky = request("{\"op\":\"put\",\"prefix\":\"a.\",\"kind\":\"f\",\"flaky\":1}");
    List<Integer> fails =
        IntStream.range(0, 20).map(n -> PeerTask.of(flaky, n).fails()).boxed().toList();
    assertEquals(List.of(1, 2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 0, 0, 0, 0, 0, 0, 0), fails);
  }

  @Test
  void requestWithoutMoreIsOneNoopAtATime() throws JsonProcessingException {
    PeerRequest plain = request("{\"op\":\"put\",\"n\":3}");
    assertEquals("single", plain.mode());
    assertEquals(1, plain.conc());
    assertEquals(new PeerTask("7", "n", 0, 0), PeerTask.of(plain, 7));
  }
}
