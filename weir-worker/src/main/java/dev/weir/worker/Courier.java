package dev.weir.worker;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/// Carries one copy, and does not come back before Kafka has it or it is interrupted. On a virtual
/// thread of its own.
final class Courier implements Runnable {
  private static final long ACK_USUAL_SECONDS = 5;

  private final Copy copy;
  private final CopyTarget target;
  private final CopyClients clients;
  private final Notice notice;
  private final CompletableFuture<Ack> acked = new CompletableFuture<>();

  private Headers headers;
  private @Nullable Producer<byte[], byte[]> producer;
  private int failures;

  Courier(Copy copy, CopyTarget target, CopyClients clients, Notice notice) {
    this.copy = copy;
    this.target = target;
    this.clients = clients;
    this.notice = notice;
    this.headers = copy.headers();
  }

  /// Fails only when it was interrupted.
  CompletableFuture<Ack> acked() {
    return acked;
  }

  @Override
  public void run() {
    try {
      var ack = carry();
      notice.over();
      acked.complete(ack);
    } catch (InterruptedException | RuntimeException | Error e) {
      // Interrupted, or a fault of ours. It is not settled and comes again.
      notice.quiet();
      abandon(e);
    }
  }

  /// Any thread.
  void abandon(@Nullable Throwable why) {
    acked.completeExceptionally(
        new IllegalStateException(
            "The copy of %s to topic '%s' was given up before Kafka had acknowledged it"
                .formatted(copy.position(), target.name),
            why));
  }

  private Ack carry() throws InterruptedException {
    while (true) {
      target.await(e -> notice.began(CopyProblem.of(target.name, e)));
      try {
        return ack(acknowledged(clients.producer()));
      } catch (InterruptException e) {
        throw e;
      } catch (ExecutionException e) {
        reconsider(e.getCause() instanceof Exception cause ? cause : e);
      } catch (TimeoutException | RuntimeException e) {
        reconsider(e);
      }
    }
  }

  private RecordMetadata acknowledged(Producer<byte[], byte[]> with)
      throws InterruptedException, ExecutionException, TimeoutException {
    producer = with;
    var sent = with.send(record(with.partitionsFor(target.name).size()));
    return usual(sent)
        ? sent.get()
        : sent.get(CopyClients.DEAD_AFTER.toSeconds(), TimeUnit.SECONDS);
  }

  /// Whether it ended within the usual time.
  private boolean usual(Future<RecordMetadata> sent)
      throws InterruptedException, ExecutionException {
    try {
      sent.get(ACK_USUAL_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      notice.began(CopyProblem.unacknowledged(target.name, ACK_USUAL_SECONDS));
      return false;
    }
  }

  private ProducerRecord<byte[], byte[]> record(int partitions) {
    return new ProducerRecord<>(
        target.name,
        copy.origin().partition() < partitions
            ? copy.origin().partition()
            : null, // null: by the key, if any
        copy.timestamp() < 0 ? null : copy.timestamp(),
        copy.record().key(),
        copy.record().value(),
        RecordHeaders.kafka(headers));
  }

  /// Gets ready for the next try.
  private void reconsider(Exception e) throws InterruptedException {
    if (e instanceof RecordTooLargeException && shortened()) return;
    target.forget();
    // Other exceptions may be the last that this client has to say, without telling so.
    if (!(e instanceof ApiException) && producer != null) clients.replace(producer);
    notice.began(CopyProblem.of(target.name, e));
    failures++;
    Backoff.pause(Backoff.after(failures));
  }

  private boolean shortened() {
    var shorter = DeadLetterHeaders.shortened(headers);
    var changed = shorter.all().size() < headers.all().size();
    headers = shorter;
    return changed;
  }

  private static Ack ack(RecordMetadata at) {
    return new Ack(at.topic(), at.partition(), at.offset(), Instant.ofEpochMilli(at.timestamp()));
  }
}
