package dev.sparkle.platform.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateGuardTest {

  private static HttpServletRequest with(String... forwarded) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            RateGuardTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getHeaders" -> Collections.enumeration(List.of(forwarded));
                  case "getHeader" -> forwarded.length == 0 ? null : forwarded[0];
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void believesTheProxyAndNotWhatTheClientSentBeforeIt() {
    assertEquals("203.0.113.7", RateGuard.forwardedFor(with("198.51.100.1", "203.0.113.7")));
    assertNull(RateGuard.forwardedFor(with()));
  }
}
