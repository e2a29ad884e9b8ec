package dev.weir.gateway.api.topics;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Submission;
import dev.weir.config.SinkConfig;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.cluster.TopicPartitions;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.RestException;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Sends a message through the gateway as every other way in does: with its limits, and its log
/// where Kafka is away.
record Sending(Surroundings surroundings, TopicPartitions partitions) implements Resource {
  @Override
  public void handle(Call call) {
    surroundings.blocking().hand(call, this::send);
  }

  /// Blocks, where nobody knows the topic yet.
  private void send(Call call) {
    var config = surroundings.settings().get();
    var topic = call.name("topic");
    var wish = Wish.of(topic, call.takeBody(), config.partitioner().rest().unchosen());
    if (goesToKafka(config, topic)) check(topic, wish);
    surroundings
        .delivery()
        .submit(
            new Submission(
                Collections.nCopies(wish.count(), wish.message()),
                wish.acks(),
                call.head().caller(),
                outcomes -> answer(call, topic, outcomes)));
  }

  /// Topics may have other sinks, which know of no partitions.
  private static boolean goesToKafka(WeirConfig config, String topic) {
    for (var route : config.routes()) {
      if (route.fits(topic)) return route.sinks().contains(SinkConfig.KAFKA);
    }
    return false;
  }

  /// Refuses what is not there. Where Kafka does not tell, the delivery has the last word.
  private void check(String topic, Wish wish) {
    try {
      var known = partitions.known(topic);
      var present = known > 0 ? known : partitions.ask(topic);
      var message = wish.message();
      if (message.namesPartition() && message.partition() >= present) {
        throw refused(Problem.unknownPartition(topic, message.partition(), present));
      }
    } catch (UnknownTopicOrPartitionException e) {
      throw RestException.plain(
              404,
              "The message was not sent: there is no topic '%s'. Make it, or correct the name"
                  .formatted(TopicChanges.shown(topic)))
          .because(e);
    } catch (KafkaException e) {
      // such as one that is away: the log may take the message all the same
    }
  }

  private void answer(Call call, String topic, List<Outcome> outcomes) {
    var problem = problem(outcomes);
    if (problem != null && problem.code() == Problem.Code.UNKNOWN_TOPIC) partitions.forget(topic);
    var sent = (int) outcomes.stream().filter(one -> Acks.reachedBy(one) != null).count();
    if (sent == 0 && problem != null) {
      call.fail(refused(problem));
    } else {
      call.answer(answer(outcomes, sent, problem));
    }
  }

  private static @Nullable Problem problem(List<Outcome> outcomes) {
    for (var outcome : outcomes) {
      switch (outcome) {
        case Outcome.Refused(var problem) -> {
          return problem;
        }
        case Outcome.Lost(var problem) -> {
          return problem;
        }
        case Outcome.Accepted _, Outcome.Stored _, Outcome.Delivered _ -> {}
      }
    }
    return null;
  }

  private static Answer answer(List<Outcome> outcomes, int sent, @Nullable Problem problem) {
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeNumberField("sent", sent);
      json.writeNumberField("failed", outcomes.size() - sent);
      json.writeStringField("level", weakest(outcomes));
      var last = last(outcomes);
      if (last != null) {
        json.writeNumberField("partition", last.partition());
        json.writeStringField("offset", Long.toString(last.offset()));
      }
      if (problem != null) json.writeStringField("problem", problem.text());
      json.writeEndObject();
    });
  }

  /// How safe all of them are that did not fail.
  private static @Nullable String weakest(List<Outcome> outcomes) {
    Acks weakest = null;
    for (var outcome : outcomes) {
      var level = Acks.reachedBy(outcome);
      if (level != null && (weakest == null || level.compareTo(weakest) < 0)) weakest = level;
    }
    return weakest == null ? null : weakest.label();
  }

  /// The last one that Kafka told the place of.
  private static Outcome.@Nullable Delivered last(List<Outcome> outcomes) {
    for (var outcome : outcomes.reversed()) {
      if (outcome instanceof Outcome.Delivered delivered && delivered.offset() >= 0) {
        return delivered;
      }
    }
    return null;
  }

  private static RestException refused(Problem problem) {
    return switch (problem.code()) {
      case TOO_LARGE, BATCH_TOO_LARGE -> RestException.plain(413, problem.text());
      case UNKNOWN_TOPIC, UNKNOWN_PARTITION -> RestException.plain(404, problem.text());
      case INVALID_TOPIC, INVALID_MESSAGE -> RestException.plain(400, problem.text());
      case NOT_AUTHORISED -> RestException.plain(403, problem.text());
      case RATE_LIMITED, MEMORY_FULL, WAL_FULL, WAL_FAILED, TIMED_OUT, UNAVAILABLE, STOPPING ->
          RestException.tryLater(problem);
      case CORRUPT, BUG -> RestException.plain(500, problem.text());
    };
  }
}
