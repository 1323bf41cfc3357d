package dev.sparkle.safety.control.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OutputPolicyTest {

  @Test
  void changesTheShippedPolicy() {
    OutputPolicy policy = OutputPolicy.parse(" email=allow, ip=stop ");
    assertEquals(OutputAction.ALLOW, policy.action("email"));
    assertEquals(OutputAction.STOP, policy.action("ip"));
    assertEquals(OutputAction.MASK, policy.action("phone"));
    assertEquals(OutputPolicy.shipped(), OutputPolicy.parse(""));
  }

  @Test
  void saysWhatItCannotRead() {
    assertTrue(refusal("mail=mask").startsWith("no kind \"mail\"; there are address, api_key,"));
    assertEquals("no action \"hide\"; there are mask, stop, allow", refusal("email=hide"));
    assertTrue(refusal("email").contains("kind=action"));
    assertEquals("canary cannot be masked: stop or allow", refusal("canary=mask"));
  }

  private static String refusal(String setting) {
    return assertThrows(IllegalArgumentException.class, () -> OutputPolicy.parse(setting))
        .getMessage();
  }
}
