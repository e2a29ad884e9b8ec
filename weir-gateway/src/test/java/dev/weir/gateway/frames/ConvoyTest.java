package dev.weir.gateway.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.delivery.Budget;
import dev.weir.metrics.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a connection keeps of the messages that are with the delivery.
@Timeout(30)
final class ConvoyTest {
  private final HandDelivery delivery = new HandDelivery();
  private final HandConnection connection = new HandConnection();
  private final Convoy convoy = convoy();

  @Test
  void a_message_behind_one_that_is_not_done_is_let_go_once_its_own_outcome_is_known() {
    offer("1", "2", "3");
    var each = convoy.keptBytes() / 3;

    delivery.answer(1, Outcome.STORED);
    delivery.answer(2, new Outcome.Refused(Problem.walFull(1)));

    assertThat(convoy.size()).isEqualTo(3);
    assertThat(convoy.keptBytes()).isEqualTo(each);
  }

  @Test
  void a_message_that_goes_again_is_kept() {
    offer("1", "2");
    var both = convoy.keptBytes();

    delivery.answer(1, new Outcome.Lost(Problem.away("kafka")));

    assertThat(convoy.keptBytes()).isEqualTo(both);
  }

  @Test
  void a_stopped_convoy_is_empty_when_what_was_with_the_delivery_is_lost_for_now() {
    offer("1", "2");

    convoy.stop();
    delivery.answer(0, Outcome.STORED);
    delivery.answer(1, new Outcome.Lost(Problem.away("kafka")));

    assertThat(convoy.size()).isZero();
  }

  private void offer(String... values) {
    for (var value : values) convoy.add(message(value));
    convoy.offer();
  }

  private static Message message(String value) {
    var bytes = value.getBytes(StandardCharsets.US_ASCII);
    return new Message("t", Message.ANY_PARTITION, Message.NOW, null, bytes, List.of());
  }

  private Convoy convoy() {
    var room = new FrameRoom(new Budget(1 << 20), Duration.ofSeconds(10));
    var intake = new Intake(delivery, () -> Acks.KAFKA, new FrameMetrics(new Metrics()), room);
    return new Convoy(connection, intake, Reply.NONE, () -> {});
  }
}
