/// Tests a worker without Kafka, with a clock that only moves when the worker waits.

import dev.weir.worker.Kafka;
import dev.weir.worker.Outcome;
import dev.weir.worker.Probe;
import dev.weir.worker.Worker;
import dev.weir.worker.codec.Codecs;

void main() {
  var worker =
      Worker.on(Kafka.at("localhost:9092"))
          .group("crm")
          .topics("contacts")
          .keys(Codecs.string())
          .values(Codecs.string())
          .process(message ->
              message.attempt() < 3
                  ? Outcome.retry(new IllegalStateException("not yet"))
                  : Outcome.done());

  var probe = Probe.of(worker).send("contacts", "ann", "Ann");

  IO.println("outcomes: " + probe.outcomes());
  IO.println("waits: " + probe.waits());
  IO.println("dead letters: " + probe.deadLetters());
}
