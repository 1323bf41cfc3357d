package dev.sparkle.cli.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadFileTest {

  @TempDir private Path folder;

  @Test
  void whatWasMeasuredSoFarIsThereAndSaysThatItIsNotTheEnd() throws Exception {
    Path place = folder.resolve("evidence/load.json");
    LoadFile file = new LoadFile(place);

    file.keep(Map.of("steps", List.of(10)), false);
    assertEquals(1, read(place).path("steps").size());
    assertFalse(read(place).path("ended").asBoolean(true));

    file.keep(Map.of("steps", List.of(10, 25)), true);
    assertEquals(2, read(place).path("steps").size());
    assertTrue(read(place).path("ended").asBoolean());
    try (Stream<Path> all = Files.list(place.getParent())) {
      assertEquals(List.of(place), all.toList(), "and nothing beside it");
    }
  }

  private static JsonNode read(Path file) throws Exception {
    return new ObjectMapper().readTree(file.toFile());
  }
}
