package dev.weir.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.worker.FakeWriter;
import dev.weir.testkit.worker.Messages;
import dev.weir.worker.Breaker;
import dev.weir.worker.Headers;
import dev.weir.worker.Kafka;
import dev.weir.worker.Message;
import dev.weir.worker.Outcome;
import dev.weir.worker.Probe;
import dev.weir.worker.Processor;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerBuilder;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `docs/testing.md` shows of workers; [DocsTest] sees to it that both say the same.
@Timeout(60)
class WorkerTestingTest {
  record Contact(String name) {}

  /// A processor as its users write them.
  record Greeter(Writer<String, String> greetings) implements Processor<String, Contact> {
    @Override
    public Outcome process(Message<String, Contact> message) {
      if (message.value() == null) return Outcome.skip("gone");
      greetings.write(message.key(), "Hello " + message.value().name());
      return Outcome.done();
    }
  }

  private final WorkerBuilder<String, Contact> builder =
      Worker.on(Kafka.at("localhost:9092"))
          .group("sync")
          .topics("contacts")
          .keys(Codecs.string())
          .values(Codecs.json(Contact.class));

  @Test
  void a_worker_in_three_lines() {
    var worker = builder.each(message -> {});

    var probe = Probe.of(worker).send("contacts", "k1", new Contact("Ann"));
    assertThat(probe.outcomes()).containsExactly(Outcome.done());
  }

  @Test
  void what_fails_is_tried_again_and_ends_as_a_dead_letter() {
    var worker = builder.process(message -> Outcome.retry(new IOException("the CRM is away")));
    var probe = Probe.of(worker).send("contacts", "k1", new Contact("Ann"));

    assertThat(probe.waits()).hasSize(4).startsWith(Duration.ofMillis(100));
    var letter = probe.deadLetters().getFirst();
    assertThat(letter.topic()).isEqualTo("contacts.dlt");
    assertThat(letter.headers().text("weir.dlt.attempts")).isEqualTo("5");
    assertThat(letter.headers().text("weir.dlt.message")).isEqualTo("the CRM is away");
  }

  @Test
  void bytes_that_are_no_contact() {
    var worker = builder.each(message -> {});
    var probe = Probe.of(worker).sendRaw("contacts", null, "{".getBytes(UTF_8), Headers.none());

    assertThat(probe.attempts()).hasSize(1);
    assertThat(probe.deadLetters()).hasSize(1);
  }

  @Test
  void what_happens_meanwhile() {
    var away = new IOException("the CRM is away");
    var worker =
        builder
            .breaker(Breaker.after(2).pause(Duration.ofSeconds(10)))
            .process(message -> message.attempt() > 1 ? Outcome.done() : Outcome.retry(away));
    var probe = Probe.of(worker).byHand();

    probe.send("contacts", "k1", new Contact("Ann")).send("contacts", "k2", new Contact("Bob"));
    assertThat(probe.breaker()).isEqualTo(Breaker.State.OPEN);
    assertThat(probe.committable("contacts")).isEqualTo(0);

    probe.advance(Duration.ofSeconds(10));
    assertThat(probe.breaker()).isEqualTo(Breaker.State.CLOSED);
    assertThat(probe.committable("contacts")).isEqualTo(2);
  }

  @Test
  void a_processor_alone() {
    var greetings = new FakeWriter<String, String>("greetings");
    var greeter = new Greeter(greetings);

    var outcome = greeter.process(Messages.of("contacts", "k1", new Contact("Ann")).message());

    assertThat(outcome).isEqualTo(Outcome.done());
    assertThat(greetings.sent()).extracting(FakeWriter.Sent::value).containsExactly("Hello Ann");
  }

  @Test
  void a_write_that_fails() {
    var greetings = new FakeWriter<String, String>("greetings");
    greetings.fail(2);

    var probe = Probe.of(builder.process(new Greeter(greetings)));
    probe.send("contacts", "k1", new Contact("Ann"));

    assertThat(probe.attempts()).hasSize(3);
    assertThat(greetings.sent()).hasSize(1);
  }
}
