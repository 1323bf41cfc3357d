package dev.sparkle.cli.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of liberty-config that carry a node elsewhere, and what documents promise of it. */
final class DeploymentFiles {

  static final Path CONTAINER =
      MarkdownPage.ROOT.resolve("liberty-config/src/main/container/Containerfile");
  static final Path UNIT =
      MarkdownPage.ROOT.resolve("liberty-config/src/main/systemd/sparkle.service");
  static final Path KUBERNETES = MarkdownPage.ROOT.resolve("liberty-config/src/main/kubernetes");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private DeploymentFiles() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of one manifest. */
  static List<JsonNode> objects(String file) {
    try (MappingIterator<JsonNode> read =
        YAML.readerFor(JsonNode.class).readValues(KUBERNETES.resolve(file).toFile())) {
      return read.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  static List<String> manifests() {
    try (Stream<Path> files = Files.list(KUBERNETES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every object of the cluster; other files have no kind, or kustomize's. */
  static List<JsonNode> objects() {
    return manifests().stream()
        .flatMap(file -> objects(file).stream())
        .filter(o -> o.hasNonNull("kind") && !o.path("kind").asText().equals("Kustomization"))
        .toList();
  }

  static List<JsonNode> objects(Set<String> kinds) {
    return objects().stream().filter(o -> kinds.contains(o.path("kind").asText())).toList();
  }

  static List<JsonNode> statefulSets() {
    return objects(Set.of("StatefulSet"));
  }

  static JsonNode container(JsonNode statefulSet) {
    return statefulSet.at("/spec/template/spec/containers/0");
  }

  static String name(JsonNode object) {
    return object.path("kind").asText() + " " + object.at("/metadata/name").asText();
  }

  /** First or second cells of the tables of docs/configuration.md: names that mean something. */
  static Set<String> settings() {
    return Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\|")
        .matcher(MarkdownPage.named("docs/configuration.md").prose())
        .results()
        .flatMap(row -> Stream.of(row.group(1), row.group(2)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** First cells of a page's tables, without the quotes. */
  static Set<String> listed(String page) {
    return Pattern.compile("(?m)^\\| `([^`]+)`")
        .matcher(MarkdownPage.named(page).prose())
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<JsonNode> each(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }
}
