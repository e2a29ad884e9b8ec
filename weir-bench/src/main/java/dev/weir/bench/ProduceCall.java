package dev.weir.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One stream of [GrpcLoad]: every acknowledgement makes room for another message. Lives on the
/// load's event loop.
final class ProduceCall {
  private static final int PREFIX_BYTES = 5;
  private static final int OFFSET_BYTES_MAX = 11;

  /// What the messages of a stream are made of; their offset is counted.
  record Messages(String topic, int valueBytes) {
    /// `ProdRq` without its third field: topic = 1 and message = 2.
    byte[] head() {
      var name = topic.getBytes(StandardCharsets.US_ASCII);
      var value = PushRequest.value(valueBytes).getBytes(StandardCharsets.US_ASCII);
      var head = Buffer.buffer();
      varint(head.appendByte((byte) (1 << 3 | 2)), name.length).appendBytes(name);
      varint(head.appendByte((byte) (2 << 3 | 2)), value.length).appendBytes(value);
      return head.getBytes();
    }

    static Buffer varint(Buffer to, long value) {
      var rest = value;
      for (; (rest & ~0x7FL) != 0; rest >>>= 7) to.appendByte((byte) (rest | 0x80));
      return to.appendByte((byte) rest);
    }
  }

  private final HttpClientRequest request;
  private final byte[] head;
  private final Flight flight;
  private Buffer waiting = Buffer.buffer();
  private long offset;
  private boolean broken;
  private Tally tally = new Tally(Duration.ZERO, System.nanoTime());
  private Promise<Void> over = Promise.promise();

  ProduceCall(HttpClientRequest request, Messages messages, int inFlight) {
    this.request = request;
    this.head = messages.head();
    this.flight = new Flight(inFlight);
    request
        .response()
        .onSuccess(response ->
            response
                .exceptionHandler(e -> broke(e.toString()))
                .endHandler(_ -> broke(response.trailers() + " " + response.headers()))
                .handler(this::received))
        .onFailure(e -> broke(e.toString()));
  }

  /// Done when the last message of the window has its answer.
  Future<Void> run(Tally next) {
    tally = next;
    over = Promise.promise();
    if (broken) {
      tally.failed(1);
      over.complete();
    } else {
      send(flight.room());
    }
    return over.future();
  }

  void giveUp(Tally counting) {
    flight.lost(counting);
  }

  /// @param why for the log, since the result tells no more than that it happened
  private void broke(String why) {
    System.out.println("A stream ended: " + why);
    broken = true;
    flight.lost(tally);
    over.tryComplete();
  }

  /// Hot.
  private void send(int count) {
    var messages = Buffer.buffer(count * (PREFIX_BYTES + head.length + OFFSET_BYTES_MAX));
    for (var i = 0; i < count; i++) {
      var start = messages.length();
      messages.appendByte((byte) 0).appendInt(0).appendBytes(head);
      Messages.varint(messages.appendByte((byte) (3 << 3)), ++offset);
      messages.setInt(start + 1, messages.length() - start - PREFIX_BYTES);
    }
    flight.made(count, System.nanoTime());
    var _ = request.write(messages);
  }

  /// Hot.
  private void received(Buffer bytes) {
    var all = waiting.length() == 0 ? bytes : waiting.appendBuffer(bytes);
    var at = 0;
    var count = 0;
    while (all.length() - at >= PREFIX_BYTES
        && all.length() - at >= PREFIX_BYTES + all.getInt(at + 1)) {
      at += PREFIX_BYTES + all.getInt(at + 1);
      count++;
    }
    waiting = at == all.length() ? Buffer.buffer() : all.getBuffer(at, all.length());
    answered(count);
  }

  private void answered(int count) {
    var nowNanos = System.nanoTime();
    flight.answered(count, tally, nowNanos);
    if (tally.isOpen(nowNanos)) {
      if (count > 0) send(count);
    } else if (flight.count() == 0) {
      over.tryComplete();
    }
  }
}
