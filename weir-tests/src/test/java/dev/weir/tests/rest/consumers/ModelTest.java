package dev.weir.tests.rest.consumers;

import static dev.weir.tests.rest.consumers.Client.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Random calls about one partition, beside a model of what they must do.
///
/// The laws: a read goes on right where the last one ended, or where a seek went, so nothing is
/// skipped and nothing comes twice within an instance; what is committed was returned; and the next
/// instance begins where the commit is, so whatever was not committed comes again.
@Timeout(300)
class ModelTest {
  private static final int STEPS = Integer.getInteger("weir.steps", 40);

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private final Client client = new Client(weir);
  private final String topic = unique("model");
  private final String group = unique("group");
  private final long seed = Long.getLong("weir.seed", 1);
  private final Random random = new Random(seed);
  private String instance = "";
  private boolean autoCommit;
  private int written;

  /// The model: where the next read begins, what was returned since the last seek or commit, and
  /// what the group has.
  private int next;

  private int returned = -1;
  private int committed = -1;

  /// What an instance may have committed by itself meanwhile.
  private final Set<Integer> perhaps = new HashSet<>();

  @Test
  void positions_are_those_of_the_model() {
    client.topic(topic, 1);
    open();
    for (var step = 0; step < STEPS; step++) {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> produce();
        case 3, 4, 5, 6 -> read();
        case 7 -> commit();
        case 8 -> seek();
        default -> reopen();
      }
    }
  }

  private void produce() {
    var values = new String[1 + random.nextInt(5)];
    for (var i = 0; i < values.length; i++) values[i] = Integer.toString(written + i);
    client.produce(topic, values);
    written += values.length;
  }

  private void read() {
    var bound = random.nextBoolean() ? "&max_bytes=" + (1 + random.nextInt(8)) : "";
    var timeout = next < written ? 20_000 : 1_500; // what is there is waited for
    var path = "%s/records?timeout=%d%s".formatted(instance, timeout, bound);
    var values = client.get(path).all("value");

    for (var value : values) {
      assertThat(value).as("seed %d", seed).isEqualTo(Integer.toString(next));
      next++;
      returned = next;
    }
    if (autoCommit && returned >= 0) perhaps.add(returned);
    if (values.isEmpty()) assertThat(next).as("seed %d", seed).isEqualTo(written);
  }

  private void commit() {
    assertThat(client.post(instance + "/offsets", "").status()).isEqualTo(200);
    if (returned >= 0) committed(returned);
    returned = -1;
    checkCommitted();
  }

  private void committed(int offset) {
    committed = offset;
    perhaps.clear();
  }

  private void seek() {
    var to = random.nextInt(written + 1);
    var answer =
        client.post(
            instance + "/positions",
            "{\"offsets\":[{\"topic\":\"%s\",\"partition\":0,\"offset\":%d}]}"
                .formatted(topic, to));
    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    next = to;
    returned = -1;
  }

  private void reopen() {
    assertThat(client.delete(instance).status()).isEqualTo(204);
    if (autoCommit && returned >= 0) committed(returned);
    checkCommitted();
    open();
  }

  private void open() {
    autoCommit = random.nextBoolean();
    instance =
        client.create(
            group,
            "{\"format\":\"json\",\"auto.offset.reset\":\"earliest\",\"auto.commit.enable\":%s}"
                .formatted(autoCommit));
    client.subscribe(instance, topic);
    next = Math.max(0, committed);
    returned = -1;
  }

  private void checkCommitted() {
    var present = client.committed(group, topic);
    perhaps.add(committed);
    assertThat(perhaps).as("seed %d", seed).contains(Math.toIntExact(present));
    committed(Math.toIntExact(present));
  }
}
