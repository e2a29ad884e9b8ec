package dev.weir.gateway.metrics;

import dev.weir.Problem;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What the ambassador told of one topic. Any thread.
final class TopicFigures {
  private final Metrics metrics;
  private final Label topic;
  private final LongAdder requests;
  private final LongAdder acks;
  private final LongAdder writes;
  private final LongAdder reads;
  private final Map<Problem.Code, LongAdder> errors = new ConcurrentHashMap<>();
  private final Map<Problem.Code, LongAdder> drops = new ConcurrentHashMap<>();

  TopicFigures(String topic, Metrics metrics) {
    this.metrics = metrics;
    this.topic = new Label("topic", topic);
    this.requests = total("kafka_client_requests_cnt", "Messages given to Kafka's client.");
    this.acks = total("kafka_client_ack_cnt", "Messages that Kafka acknowledged.");
    this.writes = total("wal_writes", "Messages put into the log.");
    this.reads = total("wal_reads", "Messages read from the log, to be sent.");
  }

  private LongAdder total(String name, String help, Label... more) {
    var sum = new LongAdder();
    if (more.length == 0) {
      metrics.total(name, help, sum::sum, topic);
    } else {
      metrics.total(name, help, sum::sum, topic, more[0]);
    }
    return sum;
  }

  void requested() {
    requests.increment();
  }

  void acknowledged() {
    acks.increment();
  }

  /// What is not sent again is dropped, too.
  void failed(Problem.Code code) {
    errors
        .computeIfAbsent(
            code,
            _ -> total("kafka_client_err_cnt", "Messages that Kafka did not take.", error(code)))
        .increment();
    if (code.retriable()) return;
    drops
        .computeIfAbsent(
            code,
            _ ->
                total(
                    "kafka_client_dropped_cnt", "Messages that Kafka will not take.", error(code)))
        .increment();
  }

  private static Label error(Problem.Code code) {
    return new Label("error", code.label());
  }

  void appended() {
    writes.increment();
  }

  void read() {
    reads.increment();
  }
}
