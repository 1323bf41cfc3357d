package dev.sparkle.cli.chart;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Plots as SVG. Colours come from the page's style: classes {@code c0} to {@code c4}, {@code grid},
 * {@code limit}. What is told is also told as text, in the picture's title.
 */
public final class Plot {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 240;
  private static final int LEFT = 56;
  private static final int RIGHT = 16;
  private static final int TOP = 14;
  private static final int BOTTOM = 40;
  private static final int BAR = 24;
  private static final int NAMES = 230;

  /** For pages that hold plots. */
  public static final String STYLE =
      """
      svg.plot{width:100%;max-width:640px;height:auto;font:11px system-ui,sans-serif}
      svg.plot text{fill:var(--soft)}svg.plot .grid{stroke:var(--rule);stroke-width:1}
      svg.plot .limit{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:5 4}
      svg.plot path{fill:none;stroke-width:2}
      svg.plot .c0{stroke:#3b7ddd;fill:#3b7ddd}svg.plot .c1{stroke:#e08a1e;fill:#e08a1e}
      svg.plot .c2{stroke:#2a9d6f;fill:#2a9d6f}svg.plot .c3{stroke:#a65bc9;fill:#a65bc9}
      svg.plot .c4{stroke:#c94f6d;fill:#c94f6d}
      svg.plot path.c0,svg.plot path.c1,svg.plot path.c2,svg.plot path.c3,svg.plot path.c4{fill:none}
      svg.plot rect{stroke:none}svg.plot text.c0,svg.plot text.c1,svg.plot text.c2,svg.plot text.c3,
      svg.plot text.c4{stroke:none}
      """;

  private Plot() {}

  /**
   * Lines over a common axis.
   *
   * @param title for those who do not see the picture
   * @param x what the axis below says
   * @param limit a level to be seen; not a number: none
   */
  public static String lines(String title, String x, List<Line> lines, double limit) {
    double[] bounds = bounds(lines, limit);
    Scale across = new Scale(bounds[0], bounds[1], LEFT, WIDTH - RIGHT);
    Scale up = new Scale(Math.min(0, bounds[2]), bounds[3] * 1.05, HEIGHT - BOTTOM, TOP);
    StringBuilder svg = begin(title, HEIGHT);
    for (double tick : up.ticks()) {
      line(svg, "grid", LEFT, up.at(tick), WIDTH - RIGHT, up.at(tick));
      text(svg, "", LEFT - 6, up.at(tick) + 4, "end", Scale.shorten(tick));
    }
    for (double tick : across.ticks()) {
      text(svg, "", across.at(tick), HEIGHT - BOTTOM + 15, "middle", Scale.shorten(tick));
    }
    text(svg, "", WIDTH - RIGHT, HEIGHT - 8, "end", x);
    if (!Double.isNaN(limit)) {
      line(svg, "limit", LEFT, up.at(limit), WIDTH - RIGHT, up.at(limit));
    }
    for (int i = 0; i < lines.size(); i++) {
      draw(svg, "c" + i % 5, lines.get(i), across, up);
      text(svg, "c" + i % 5, LEFT + 4 + i * 130.0, HEIGHT - 8, "start", lines.get(i).name());
    }
    return svg.append("</svg>\n").toString();
  }

  private static void draw(StringBuilder svg, String style, Line line, Scale across, Scale up) {
    StringBuilder path = new StringBuilder();
    for (double[] point : line.points()) {
      path.append(path.isEmpty() ? "M" : "L");
      path.append(number(across.at(point[0]))).append(' ').append(number(up.at(point[1])));
    }
    svg.append("<path class=\"").append(style).append("\" d=\"").append(path).append("\"/>\n");
    if (line.points().size() <= 40) {
      for (double[] point : line.points()) {
        svg.append(
            "<circle class=\"%s\" r=\"2.5\" cx=\"%s\" cy=\"%s\"/>\n"
                .formatted(style, number(across.at(point[0])), number(up.at(point[1]))));
      }
    }
  }

  /**
   * Bars, one below the other.
   *
   * @param bars figures by name
   * @param limit a level to be seen; not a number: none
   */
  public static String bars(String title, String unit, Map<String, Double> bars, double limit) {
    double most = bars.values().stream().mapToDouble(each -> each).max().orElse(1);
    boolean showsLimit = !Double.isNaN(limit) && limit <= 3 * most;
    Scale across = new Scale(0, showsLimit ? Math.max(most, limit) : most, NAMES, WIDTH - 60);
    int height = bars.size() * BAR + 12;
    StringBuilder svg = begin(title, height);
    int row = 0;
    for (Map.Entry<String, Double> bar : bars.entrySet()) {
      double y = 6 + row++ * BAR;
      double end = across.at(Math.max(0, bar.getValue()));
      text(svg, "", NAMES - 8, y + 15, "end", cut(bar.getKey()));
      svg.append(
          "<rect class=\"c0\" rx=\"2\" x=\"%d\" y=\"%s\" width=\"%s\" height=\"%d\"/>\n"
              .formatted(NAMES, number(y + 3), number(Math.max(1, end - NAMES)), BAR - 7));
      text(svg, "", end + 5, y + 15, "start", Scale.shorten(bar.getValue()) + " " + unit);
    }
    if (showsLimit) {
      line(svg, "limit", across.at(limit), 2, across.at(limit), height - 4);
    }
    return svg.append("</svg>\n").toString();
  }

  private static String cut(String name) {
    return name.length() > 40 ? name.substring(0, 39) + "…" : name;
  }

  private static double[] bounds(List<Line> lines, double limit) {
    double[] bounds = {Double.MAX_VALUE, -Double.MAX_VALUE, 0, Double.isNaN(limit) ? 0 : limit};
    for (Line line : lines) {
      for (double[] point : line.points()) {
        bounds[0] = Math.min(bounds[0], point[0]);
        bounds[1] = Math.max(bounds[1], point[0]);
        bounds[2] = Math.min(bounds[2], point[1]);
        bounds[3] = Math.max(bounds[3], point[1]);
      }
    }
    return bounds[0] > bounds[1] ? new double[] {0, 1, 0, 1} : bounds;
  }

  private static StringBuilder begin(String title, int height) {
    return new StringBuilder(
        "<svg class=\"plot\" role=\"img\" viewBox=\"0 0 %d %d\" xmlns=\"http://www.w3.org/2000/svg\"><title>%s</title>\n"
            .formatted(WIDTH, height, escape(title)));
  }

  private static void line(
      StringBuilder svg, String style, double x1, double y1, double x2, double y2) {
    svg.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(style, number(x1), number(y1), number(x2), number(y2)));
  }

  private static void text(
      StringBuilder svg, String style, double x, double y, String anchor, String words) {
    svg.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(style, number(x), number(y), anchor, escape(words)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Text as it may stand in HTML and SVG. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
