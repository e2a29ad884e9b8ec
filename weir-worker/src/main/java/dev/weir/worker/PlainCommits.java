package dev.weir.worker;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits by the consumer itself. One is under way at a time, so that none overtakes another.
final class PlainCommits implements Commits {
  private static final Logger log = LoggerFactory.getLogger(PlainCommits.class);

  /// After that a commit without an answer is told of.
  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Ledger ledger;
  private final long everyNanos;
  private long nextNanos;
  private boolean underWay;
  private long sentNanos;
  private boolean silenceTold;

  PlainCommits(Consumer<byte[], byte[]> consumer, Ledger ledger, Duration every) {
    this.consumer = consumer;
    this.ledger = ledger;
    this.everyNanos = every.toNanos();
    this.nextNanos = System.nanoTime() + everyNanos;
  }

  @Override
  public void tick(Collection<Tenure> tenures) {
    var now = System.nanoTime();
    if (underWay) silent(now);
    if (underWay || now - nextNanos < 0) return;
    nextNanos = now + everyNanos;
    var news = ledger.news(tenures);
    if (news.isEmpty()) return;
    underWay = true;
    sentNanos = now;
    silenceTold = false;
    consumer.commitAsync(
        Ledger.offsets(news),
        (offsets, failure) -> {
          underWay = false;
          if (failure == null) {
            ledger.committed(news);
          } else {
            ledger.failed(failure);
          }
        });
  }

  /// A client whose broker is away says nothing for long, and that is a failure too.
  private void silent(long now) {
    if (silenceTold || now - sentNanos < ANSWER_AT_MOST.toNanos()) return;
    silenceTold = true;
    ledger.failed(new TimeoutException("Kafka does not answer"));
  }

  @Override
  public boolean now(Collection<Tenure> tenures, Duration atMost) {
    var news = ledger.news(tenures);
    if (news.isEmpty()) return true;
    var offsets = Ledger.offsets(news);
    try {
      consumer.commitSync(offsets, atMost);
      ledger.committed(news);
      return true;
    } catch (KafkaException e) {
      ledger.failed(e);
      log.warn(
          "What is settled of {} could not be committed; it comes again, to whoever has it next",
          offsets.keySet(),
          e);
      return false;
    }
  }
}
