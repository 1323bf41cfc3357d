package dev.sparkle.cli.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PlotTest {

  @Test
  void linesAreWellFormedAndStayInThePicture() throws Exception {
    String svg =
        Plot.lines(
            "a < b",
            "learners",
            List.of(new Line("p95", List.of(new double[] {10, 100}, new double[] {400, 9000}))),
            2000);

    Document picture = parse(svg);

    assertEquals(2, picture.getElementsByTagName("circle").getLength());
    for (int i = 0; i < 2; i++) {
      var spot = picture.getElementsByTagName("circle").item(i).getAttributes();
      double x = Double.parseDouble(spot.getNamedItem("cx").getNodeValue());
      double y = Double.parseDouble(spot.getNamedItem("cy").getNodeValue());
      assertTrue(x >= 0 && x <= 640 && y >= 0 && y <= 240, x + " " + y);
    }
  }

  @Test
  void drawsWithoutPointsAndWithOneOnly() throws Exception {
    parse(Plot.lines("none", "x", List.of(new Line("none", List.of())), Double.NaN));
    parse(
        Plot.lines("one", "x", List.of(new Line("one", List.of(new double[] {5, 5}))), Double.NaN));
  }

  @Test
  void barsShowALimitThatIsNear() throws Exception {
    String near = Plot.bars("recovery", "s", Map.of("node", 18.0), 30);
    String far = Plot.bars("recovery", "s", Map.of("redis", 0.8), 30);

    parse(near);
    assertTrue(near.contains("class=\"limit\""));
    assertFalse(far.contains("class=\"limit\""));
  }

  @Test
  void ticksAreRoundFigures() {
    assertEquals(List.of(0.0, 20.0, 40.0, 60.0, 80.0, 100.0), new Scale(0, 100, 0, 1).ticks());
    assertEquals("1.50M", Scale.shorten(1_500_000));
    assertEquals("12k", Scale.shorten(12_000));
    assertEquals("0.25", Scale.shorten(0.25));
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
