package dev.sparkle.cli.drill.production;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.drill.DrillReport.Expectation;
import dev.sparkle.cli.services.NodePorts;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoorTest {

  private final Door learners = Door.ofLearners("closed", URI.create("https://127.0.0.2:8443"));

  private static int asDocumented(URI address) {
    return List.of("/", "/health").contains(address.getPath()) ? 200 : 404;
  }

  @Test
  void holdsWhereTheLearnersDoorHasThePageAlone() {
    Expectation found = learners.look(DoorTest::asDocumented);

    assertTrue(found.ok(), found.seen());
    assertTrue(found.seen().contains("/metrics 404"), found.seen());
  }

  @Test
  void isBrokenByEachPathOfTheOperatorsAlsoWhereOneMustSignIn() {
    for (String path : List.of("/metrics", "/ops", "/api/v1/admin/overview", "/adminCenter")) {
      for (int status : List.of(200, 302, 401, 403)) {
        Expectation found =
            learners.look(
                address -> address.getPath().equals(path) ? status : asDocumented(address));

        assertFalse(found.ok(), found.seen());
        assertTrue(found.seen().contains(path + " " + status), found.seen());
      }
    }
  }

  @Test
  void isBrokenWhereNobodyAnswers() {
    assertFalse(learners.look(address -> Door.NONE).ok());
  }

  @Test
  void asksEachDoorOfANodeAtItsOwnPort() {
    NodePorts ports = new NodePorts("127.0.0.2", 8080, 8443, "127.0.0.1");

    assertEquals(
        List.of(
            "https://127.0.0.2:8443",
            "http://127.0.0.2:8080",
            "http://localhost:8080",
            "http://localhost:8112",
            "https://localhost:8475"),
        Door.ofNode(ports).stream().map(door -> door.address().toString()).toList());
  }

  @Test
  void plainHttpForLearnersIsAFault() {
    Door plain = Door.ofNode(new NodePorts("127.0.0.2", 8080, 8443, "127.0.0.1")).get(1);

    assertTrue(plain.look(address -> Door.NONE).ok());
    assertFalse(plain.look(address -> 200).ok());
    assertFalse(plain.look(address -> Door.SILENT).ok());
  }
}
