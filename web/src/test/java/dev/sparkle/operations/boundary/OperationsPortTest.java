package dev.sparkle.operations.boundary;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationsPortTest {

  /** A request that came in by a port, and says that it came to another. */
  private static HttpServletRequest by(int port, String... headers) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            OperationsPortTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getLocalPort" -> port;
                  case "getServerPort" -> 8443;
                  case "getHeader" -> List.of(headers).contains(arguments[0]) ? "x" : null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void isOpenOnItsOwnPortOnlyWhateverTheRequestSays() {
    assertTrue(new OperationsPort(8443).isClosedFor(by(8080)));
    assertFalse(new OperationsPort(8443).isClosedFor(by(8443)));
  }

  @Test
  void isClosedForWhatAProxyHandsOn() {
    for (String header : List.of("X-Forwarded-For", "Forwarded", "Via")) {
      assertTrue(new OperationsPort(8443).isClosedFor(by(8443, header)), header);
    }
  }

  @Test
  void isOpenEverywhereUnlessAPortIsNamed() {
    assertFalse(new OperationsPort(0).isClosedFor(by(8080)));
  }
}
