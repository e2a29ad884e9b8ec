package dev.weir.tests.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `/api/stream`.
@Timeout(180)
class StreamTest {
  private static final int STREAMS_MAX = 20;

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @Test
  void first_comes_what_was_and_then_each_second_a_point() throws Exception {
    try (var events = Events.open(weir, "?channels=overview")) {
      var first = requireNonNull(events.next());
      var second = requireNonNull(events.next());
      var third = requireNonNull(events.next());

      assertThat(first.data().path("history")).isNotEmpty();
      assertThat(second.name()).isEqualTo("overview");
      assertThat(second.data().at("/word/text").asText()).isEqualTo("Flowing");
      assertThat(Long.parseLong(third.id())).isEqualTo(Long.parseLong(first.id()) + 2);
      var fifth = until(events, Long.parseLong(first.id()) + 4);
      // One look may come late by nearly a second, and the next one right after it.
      assertThat(fifth.data().path("at").asLong() - second.data().path("at").asLong())
          .isBetween(1_900L, 30_000L);
    }
  }

  private static Events.Event until(Events events, long id) throws IOException {
    var event = requireNonNull(events.next());
    while (Long.parseLong(event.id()) < id) event = requireNonNull(events.next());
    return event;
  }

  @Test
  void a_channel_that_is_not_there_is_told_with_those_that_are() {
    var answer = weir.get("/api/stream?channels=overview,moon");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("no channel 'moon'", "overview");
  }

  @Test
  void there_are_20_streams_and_room_again_when_one_ends() throws Exception {
    var open = new ArrayList<Events>();
    try {
      for (var i = 0; i < STREAMS_MAX; i++) open.add(opened());
      var tooMany = weir.get("/api/stream");
      open.removeLast().close();

      assertThat(tooMany.statusCode()).isEqualTo(503);
      assertThat(tooMany.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(tooMany.body()).contains("20 streams are open").contains("Close a tab");
      open.add(opened());
    } finally {
      open.forEach(Events::close);
    }
  }

  /// The gateway hears of a client's end a moment later, also of one of another test.
  private static Events opened() throws IOException, InterruptedException {
    while (true) {
      var events = Events.open(weir, "");
      if (events.status() == 200) return events;
      events.close();
    }
  }

  @Test
  void it_ends_when_the_gateway_stops() throws Exception {
    try (var events = Events.open(weir, "")) {
      var first = requireNonNull(events.next());
      weir.stop();
      var last = first;
      for (var event = first; event != null; event = events.next()) last = event;

      assertThat(last).isNotNull();
    }
  }
}
