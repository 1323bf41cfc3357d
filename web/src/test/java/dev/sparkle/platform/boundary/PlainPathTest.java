package dev.sparkle.platform.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlainPathTest {

  @Test
  void matrixParametersHideNothing() {
    assertEquals("admin/overview", PlainPath.of(uri("admin", "overview")));
    assertEquals("auth/register", PlainPath.of(uri("", "auth", "register")));
  }

  /** What JAX-RS tells of {@code admin;x/overview}: segments whose path is without parameters. */
  private static UriInfo uri(String... segments) {
    List<PathSegment> all = Stream.of(segments).map(PlainPathTest::segment).toList();
    return (UriInfo)
        Proxy.newProxyInstance(
            UriInfo.class.getClassLoader(),
            new Class<?>[] {UriInfo.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getPathSegments" -> all;
                  case "getPath" -> String.join(";x/", segments);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static PathSegment segment(String path) {
    return (PathSegment)
        Proxy.newProxyInstance(
            PathSegment.class.getClassLoader(),
            new Class<?>[] {PathSegment.class},
            (proxy, method, arguments) -> path);
  }
}
