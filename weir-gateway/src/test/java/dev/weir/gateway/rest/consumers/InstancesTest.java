package dev.weir.gateway.rest.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Caller;
import dev.weir.Role;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Budget;
import dev.weir.gateway.Await;
import dev.weir.gateway.web.RestException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Instances that never subscribe need no Kafka.
@Timeout(60)
class InstancesTest {
  private static final Caller ANYBODY = Caller.anybody("10.0.0.1");
  private static final Caller SHOP = new Caller("key shop", Set.of(Role.READ), List.of("*"));
  private static final Caller BANK = new Caller("key bank", Set.of(Role.OPERATE), List.of("*"));
  private static final InstanceName ONE = new InstanceName("g", "one");
  private static final InstanceName TWO = new InstanceName("g", "two");

  private final WeirConfig settings =
      WeirConfig.read(Sources.of("consumers.idle=10s", "consumers.instances=2"))
          .withBootstrapServers("127.0.0.1:1");
  private final AtomicLong nanos = new AtomicLong();
  private final Names names = new Names();
  private final Instances instances =
      new Instances(new Budget(1 << 20), names, () -> settings, nanos::get);

  /// Another gateway has `foreign`.
  private static final class Names implements Ownership {
    final Set<String> claimed = ConcurrentHashMap.newKeySet();
    volatile Runnable meanwhile = () -> {};

    @Override
    public boolean claim(String group, String instance) {
      meanwhile.run();
      if (instance.equals("broken")) throw RestException.plain(503, "Kafka is away");
      return !instance.equals("foreign") && claimed.add(group + "/" + instance);
    }

    @Override
    public void release(String group, String instance) {
      if (!claimed.remove(group + "/" + instance)) throw new IllegalStateException(instance);
    }
  }

  @AfterEach
  void close() {
    instances.close();

    assertThat(names.claimed).isEmpty();
  }

  @Test
  void one_that_nobody_calls_ends() {
    create("one");
    create("two");
    nanos.addAndGet(Duration.ofSeconds(8).toNanos());
    call(TWO);
    nanos.addAndGet(Duration.ofSeconds(8).toNanos());

    instances.sweep();

    assertThat(instances.has("g", "one")).isFalse();
    assertThat(instances.has("g", "two")).isTrue();
    assertThatThrownBy(() -> call(ONE)).hasMessageContaining("Consumer instance not found");
    Await.until(() -> assertThat(names.claimed).doesNotContain("g/one"));
  }

  @Test
  void one_that_is_at_work_is_not_idle() throws Exception {
    create("one");
    var instance = instances.find(ONE, ANYBODY);
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var caller =
        Thread.ofVirtual()
            .start(() ->
                instance.call((_, _) -> {
                  begun.countDown();
                  await(end);
                  return 1;
                }));
    begun.await();
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());

    instances.sweep();

    assertThat(instances.has("g", "one")).isTrue();
    end.countDown();
    caller.join();
    instances.sweep();
    assertThat(instances.has("g", "one")).isTrue(); // the end of a call counts as well
  }

  @Test
  void one_whose_name_is_being_claimed_is_not_idle() {
    names.meanwhile =
        () -> {
          nanos.addAndGet(Duration.ofMinutes(5).toNanos());
          instances.sweep();
        };

    create("one");
    instances.sweep();

    assertThat(instances.has("g", "one")).isTrue();
    call(ONE);
  }

  @Test
  void there_are_so_many_at_most_and_a_deleted_one_makes_room() {
    create("one");
    create("two");

    assertThatThrownBy(() -> create("three")).hasMessageContaining("consumers.instances is 2");
    instances.delete(ONE, ANYBODY);
    create("three");
  }

  @Test
  @Tag("S26")
  void whoever_makes_one_after_another_is_told_so_and_costs_no_memory() {
    create("one");
    create("two");

    for (var i = 0; i < 100_000; i++) {
      assertThatThrownBy(this::unnamed)
          .isInstanceOfSatisfying(RestException.class, e -> assertThat(e.status()).isEqualTo(429));
    }

    assertThat(names.claimed).containsOnly("g/one", "g/two");
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    instances.sweep();
    Await.until(
        () -> assertThat(names.claimed).isEmpty()); // nobody called them: there is room again
    create("three");
  }

  @Test
  @Tag("S26")
  void a_name_that_the_gateway_gives_cannot_be_guessed() {
    var one = unnamed().name();
    var two = unnamed().name();

    assertThat(one).matches("rest-consumer-[0-9a-f]{32}").isNotEqualTo(two);
  }

  @Test
  @Tag("S26")
  void nobody_else_knows_of_one() {
    create("one", SHOP);

    for (var other : List.of(ANYBODY, BANK)) {
      assertThatThrownBy(() -> instances.find(ONE, other)).hasMessage(ONE.notFound().getMessage());
      assertThatThrownBy(() -> instances.delete(ONE, other))
          .hasMessage(ONE.notFound().getMessage());
    }
    assertThat(instances.find(ONE, SHOP).name()).isEqualTo(ONE);
    create("two");
    assertThatThrownBy(() -> instances.find(TWO, SHOP)).hasMessage(TWO.notFound().getMessage());
    assertThat(instances.find(TWO, Caller.anybody("10.0.0.9")).name()).isEqualTo(TWO); // by any way
  }

  @Test
  void a_name_that_another_gateway_has_is_taken() {
    assertThatThrownBy(() -> create("foreign"))
        .isInstanceOfSatisfying(RestException.class, e -> assertThat(e.code()).isEqualTo(40902));
    assertThatThrownBy(() -> create("broken")).hasMessage("Kafka is away");
    assertThat(instances.has("g", "foreign")).isFalse();
    assertThat(instances.has("g", "broken")).isFalse();

    create("one");
    create("two"); // neither of the others counts
  }

  @Test
  void a_name_that_lives_here_is_taken_and_stays() {
    create("one");

    assertThatThrownBy(() -> create("one"))
        .isInstanceOfSatisfying(RestException.class, e -> assertThat(e.code()).isEqualTo(40902));
    assertThat(names.claimed).containsExactly("g/one");
    call(ONE);
  }

  @Test
  void after_the_end_no_instance_is_made() {
    create("one");

    instances.close();

    assertThat(instances.has("g", "one")).isFalse();
    assertThatThrownBy(() -> create("two"))
        .isInstanceOfSatisfying(RestException.class, e -> assertThat(e.status()).isEqualTo(503));
  }

  private void create(String name) {
    create(name, ANYBODY);
  }

  private void create(String name, Caller caller) {
    instances.create(
        "g", InstanceConfigReader.read(Body.read(json(name)).json(), settings.consumers()), caller);
  }

  private InstanceName unnamed() {
    var config =
        InstanceConfigReader.read(Body.read("{}".getBytes(UTF_8)).json(), settings.consumers());
    return instances.create("g", config, ANYBODY);
  }

  private static byte[] json(String name) {
    return "{\"name\":\"%s\"}".formatted(name).getBytes(UTF_8);
  }

  private void call(InstanceName name) {
    assertThat(instances.find(name, ANYBODY).<Integer>call((_, _) -> 1)).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
