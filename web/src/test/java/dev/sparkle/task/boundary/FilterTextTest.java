package dev.sparkle.task.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.task.entity.TaskFilter;
import dev.sparkle.task.entity.TaskState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FilterTextTest {

  @Test
  void readsEveryPart() {
    UUID account = UUID.randomUUID();
    TaskFilter filter =
        new FilterText(
                "dead, RETRYING",
                " material.ingest ",
                "ingest",
                account.toString(),
                null,
                "2026-01-31T08:00:00Z",
                "timed out")
            .filter();

    assertEquals(Set.of(TaskState.DEAD, TaskState.RETRYING), filter.states());
    assertEquals(Optional.of("material.ingest"), filter.type());
    assertEquals(Optional.of("ingest"), filter.queue());
    assertEquals(Optional.of(account), filter.account());
    assertEquals(Optional.empty(), filter.batch());
    assertEquals(Optional.of(Instant.parse("2026-01-31T08:00:00Z")), filter.since());
    assertEquals(Optional.of("timed out"), filter.error());
  }

  @Test
  void takesWhatIsBlankForNotGiven() {
    assertEquals(TaskFilter.ALL, new FilterText("", " ", null, "", "", "", " ").filter());
  }
}
