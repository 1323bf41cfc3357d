package dev.sparkle.cli.documents;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Where a node in a container listens: the endpoints of the configuration with production's over
 * them, and the variables of the configuration, the image, and the cluster's settings.
 */
final class DoorsOfTheImage {

  private static final Path LIBERTY = MarkdownPage.ROOT.resolve("liberty-config/src/main/liberty");

  private final Map<String, String> variables = new TreeMap<>();
  private final Map<String, Map<String, String>> endpoints = new LinkedHashMap<>();

  DoorsOfTheImage(Map<String, String> settings) {
    elements("config/includes/variables.xml", "variable")
        .forEach((name, of) -> variables.put(name, of.get("defaultValue")));
    Pattern.compile("(?m)^(?:ENV)? +([A-Z_]+)=(\\S+)")
        .matcher(DeploymentFiles.read(DeploymentFiles.CONTAINER))
        .results()
        .forEach(each -> variables.put(each.group(1), each.group(2)));
    variables.putAll(settings);
    for (String file :
        List.of( // the later lies over the earlier
            "config/includes/http.xml",
            "environments/production/configDropins/overrides/environment.xml")) {
      elements(file, "httpEndpoint")
          .forEach((id, of) -> endpoints.computeIfAbsent(id, x -> new TreeMap<>()).putAll(of));
    }
  }

  /** A variable as the node has it. */
  String variable(String name) {
    return variables.get(name);
  }

  /** The ports that others than the container itself reach. */
  Set<Integer> open() {
    Set<Integer> open = new TreeSet<>();
    for (Map<String, String> endpoint : endpoints.values()) {
      if (!resolved(endpoint.get("host")).equals("127.0.0.1")) {
        open.add(Integer.valueOf(resolved(endpoint.get("httpPort"))));
        open.add(Integer.valueOf(resolved(endpoint.get("httpsPort"))));
      }
    }
    open.remove(-1);
    return open;
  }

  private String resolved(String text) {
    return text.startsWith("${") ? variables.get(text.substring(2, text.length() - 1)) : text;
  }

  /** Their attributes, by id or name. */
  private static Map<String, Map<String, String>> elements(String file, String tag) {
    try {
      NodeList found =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(LIBERTY.resolve(file).toFile())
              .getElementsByTagName(tag);
      Map<String, Map<String, String>> elements = new LinkedHashMap<>();
      for (int i = 0; i < found.getLength(); i++) {
        Element element = (Element) found.item(i);
        Map<String, String> attributes = new TreeMap<>();
        for (int j = 0; j < element.getAttributes().getLength(); j++) {
          Node attribute = element.getAttributes().item(j);
          attributes.put(attribute.getNodeName(), attribute.getNodeValue());
        }
        elements.put(attributes.getOrDefault("id", attributes.get("name")), attributes);
      }
      return elements;
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(file, e);
    }
  }
}
