package dev.sparkle.identity.control.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordPolicyTest {

  private final PasswordPolicy policy = new PasswordPolicy();

  @Test
  void refusesWhatIsTriedFirst() {
    for (String weak :
        List.of("password", "12345678", "qwertyuiop", "iloveyou1", "aaaaaaaaaaaa", "P@ssw0rd")) {
      assertTrue(policy.objection(weak, List.of()).isPresent(), weak);
    }
  }

  @Test
  void refusesTheOwnersNameAndAddress() {
    List<String> known = List.of("ada.lovelace@example.org", "ada.lovelace", "Ada Lovelace");
    assertTrue(policy.objection("ada.lovelace1", known).isPresent());
    assertEquals(Optional.empty(), policy.objection("ada.lovelace1", List.of()));
  }

  @Test
  void takesWordsThatDoNotBelongTogetherInAnyScript() {
    for (String good : List.of("mild kettle orbit", "窗外有四只灰色的鸽子", "xK3#vQ9!pL")) {
      assertEquals(Optional.empty(), policy.objection(good, List.of()), good);
    }
  }

  @Test
  void boundsItsLengthAndTheWorkOfJudging() {
    assertTrue(policy.objection("kR7!w", List.of()).isPresent());
    assertTrue(policy.objection("x7Kq".repeat(33), List.of()).isPresent());
    assertEquals(Optional.empty(), policy.objection("mild kettle orbit ".repeat(7), List.of()));
  }
}
