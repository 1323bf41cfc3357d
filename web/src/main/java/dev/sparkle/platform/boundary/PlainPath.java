package dev.sparkle.platform.boundary;

import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.UriInfo;
import java.util.stream.Collectors;

/**
 * The path by which a resource is found. {@link UriInfo#getPath} still has matrix parameters, so
 * that {@code admin;x/overview} reaches a resource and passes whoever compares that path.
 */
public final class PlainPath {

  private PlainPath() {}

  /** The decoded path below {@code /api/v1}, without a slash in front and matrix parameters. */
  public static String of(UriInfo uri) {
    return uri.getPathSegments().stream()
        .map(PathSegment::getPath)
        .collect(Collectors.joining("/"))
        .replaceFirst("^/+", "");
  }
}
