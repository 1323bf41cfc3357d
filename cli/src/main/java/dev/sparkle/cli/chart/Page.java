package dev.sparkle.cli.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A page of one file, with its style in it; it asks nothing of any other place. */
public final class Page {

  private final StringBuilder text = new StringBuilder();

  /** An empty page. */
  public Page(String title) {
    text.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    text.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    text.append("<title>").append(Plot.escape(title)).append("</title><style>");
    text.append(style()).append(Plot.STYLE).append("</style></head><body><main>\n");
  }

  private static String style() {
    try (InputStream file = Page.class.getResourceAsStream("page.css")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds HTML as it is. */
  public Page add(String html) {
    text.append(html);
    return this;
  }

  /** Adds HTML with texts in it, each of which is escaped. */
  public Page add(String html, Object... texts) {
    Object[] safe = new Object[texts.length];
    for (int i = 0; i < texts.length; i++) {
      safe[i] = texts[i] instanceof String word ? Plot.escape(word) : texts[i];
    }
    return add(html.formatted(safe));
  }

  /**
   * Adds plots; without any, nothing.
   *
   * @param plots SVG by heading
   */
  public Page plots(Map<String, String> plots) {
    if (!plots.isEmpty()) {
      add("<section><h2>Plots</h2><div class=\"plots\">\n");
      plots.forEach(
          (heading, svg) ->
              add("<figure><figcaption>%s</figcaption>", heading).add(svg).add("</figure>\n"));
      add("</div></section>\n");
    }
    return this;
  }

  /** The whole page. */
  public String text() {
    return text + "</main></body></html>\n";
  }
}
