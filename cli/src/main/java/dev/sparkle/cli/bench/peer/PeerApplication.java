package dev.sparkle.cli.bench.peer;

import dev.sparkle.cli.bench.peer.server.PeerServer;
import dev.sparkle.cli.services.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The application as it was built, with one more jar in its {@code lib}: the classes that serve the
 * harness. What is shipped never has them; ADR 0031.
 */
final class PeerApplication {

  private static final String CLASSES = PeerServer.class.getPackageName().replace('.', '/');
  private static final String BEANS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0"
             bean-discovery-mode="annotated"/>
      """;

  private PeerApplication() {}

  /**
   * The application in that folder; made again when either side was built since.
   *
   * @param built the EAR as it is shipped
   */
  static Path in(Path folder, Path built) {
    Path application = folder.resolve("sparkle.ear");
    try {
      Files.createDirectories(folder);
      Path own = own();
      if (!isNewer(application, built) || !isNewer(application, own)) {
        Path fresh = folder.resolve("sparkle.ear.new");
        Files.copy(built, fresh, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem ear = FileSystems.newFileSystem(fresh, Map.of())) {
          Files.write(ear.getPath("lib/sparkle-bench-peer.jar"), jar(own));
        }
        Files.move(fresh, application, StandardCopyOption.REPLACE_EXISTING);
      }
      return application;
    } catch (IOException e) {
      throw Trouble.withFile("cannot make " + application, e);
    }
  }

  private static boolean isNewer(Path file, Path than) throws IOException {
    return Files.exists(file)
        && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) > 0;
  }

  /** The jar that this class is in. */
  private static Path own() {
    try {
      return Path.of(PeerServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] jar(Path own) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
      put(jar, "META-INF/beans.xml", BEANS.getBytes(StandardCharsets.UTF_8));
      for (String each : names(own)) {
        try (InputStream in = PeerServer.class.getClassLoader().getResourceAsStream(each)) {
          put(jar, each, in.readAllBytes());
        }
      }
    }
    return bytes.toByteArray();
  }

  private static List<String> names(Path own) throws IOException {
    try (FileSystem jar = FileSystems.newFileSystem(own, Map.of());
        Stream<Path> files = Files.list(jar.getPath("/" + CLASSES))) {
      return files
          .map(file -> file.toString().substring(1))
          .filter(name -> name.endsWith(".class"))
          .sorted()
          .toList();
    }
  }

  private static void put(ZipOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(content);
    jar.closeEntry();
  }
}
