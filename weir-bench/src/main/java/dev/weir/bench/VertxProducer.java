package dev.weir.bench;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;

/// The shortest path from `/push` to Kafka, and an unsafe one: parse, `send` from the event loop.
///
/// It bounds nothing, its event loops stand still whenever the producer's buffer is full, and what
/// it took in while Kafka is away is lost. It says what a gateway costs that promises nothing.
final class VertxProducer {
  private final KafkaProducer<byte[], byte[]> producer;

  private VertxProducer(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  public static void main(String[] line) throws Exception {
    var arguments =
        Arguments.parse(line, Map.of("loops", "2", "bootstrap", "", "topic", "", "linger", ""));
    var producer = PlainProducer.open(arguments.text("bootstrap"), arguments.text("linger"));
    producer.partitionsFor(arguments.text("topic")); // so that no event loop waits for metadata
    var push = new VertxProducer(producer);
    Lifeline.ready("http=" + VertxServer.listen(arguments.count("loops"), push::take));
    Lifeline.untilParentEnds();
  }

  private void take(HttpServerRequest request, Context context) {
    request.body().onSuccess(body -> push(request, body, context));
  }

  private void push(HttpServerRequest request, Buffer body, Context context) {
    try {
      var push = PushBody.parse(body.getBytes());
      if (push.sync()) {
        sendThenAnswer(request, push, context);
      } else {
        for (var record : push.records()) {
          var _ = producer.send(record);
        }
        VertxServer.answerOk(request);
      }
    } catch (IOException e) {
      request.response().setStatusCode(400).end(String.valueOf(e.getMessage()));
    }
  }

  private void sendThenAnswer(HttpServerRequest request, PushBody push, Context context) {
    var unsent = new AtomicInteger(push.records().size());
    var failed = new AtomicBoolean();
    for (var record : push.records()) {
      var _ =
          producer.send(
              record,
              (_, failure) -> {
                if (failure != null) {
                  failed.set(true);
                }
                if (unsent.decrementAndGet() == 0) {
                  context.runOnContext(_ -> answer(request, failed.get()));
                }
              });
    }
  }

  private static void answer(HttpServerRequest request, boolean failed) {
    if (failed) {
      request.response().setStatusCode(500).end("{\"status\":\"err\"}");
    } else {
      VertxServer.answerOk(request);
    }
  }
}
