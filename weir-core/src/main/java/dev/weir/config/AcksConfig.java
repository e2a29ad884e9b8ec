package dev.weir.config;

import dev.weir.Acks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `acks:` — what each way in asks for where neither its request nor the topic's route says.
///
/// @param push `POST /push` that does not wait
/// @param pushWaiting `POST /push` with `wait_for_send`
/// @param topics `POST /topics/{topic}/messages` and `/stream`
/// @param restAsync a record of the REST proxy with `?async=true`; without, it is Kafka's word
/// @param grpc a message on a gRPC stream
/// @param frames a frame on the Unix socket, which has no way to answer
/// @param framesAcked a frame on the socket that acknowledges
public record AcksConfig(
    Acks push,
    Acks pushWaiting,
    Acks topics,
    Acks restAsync,
    Acks grpc,
    Acks frames,
    Acks framesAcked) {
  static AcksConfig read(Section section, List<RouteConfig> routes) {
    var withoutLog = routes.stream().filter(route -> route.acks() == null && !route.wal().logs());
    var first = withoutLog.findFirst().orElse(null);
    return new AcksConfig(
        level(section, "push", Acks.JOURNAL, first),
        level(section, "push-waiting", Acks.KAFKA, first),
        level(section, "topics", Acks.JOURNAL, first),
        level(section, "rest-async", Acks.JOURNAL, first),
        level(section, "grpc", Acks.JOURNAL, first),
        level(section, "frames", Acks.MEMORY, first),
        level(section, "frames-acked", Acks.JOURNAL, first));
  }

  /// What somebody asks for must be what all topics get; a default may become more, see
  /// [RouteConfig#level].
  private static Acks level(
      Section section, String key, Acks byDefault, @Nullable RouteConfig withoutLog) {
    var level = section.choice(key, byDefault);
    if (level == Acks.JOURNAL && withoutLog != null && section.isWritten(key)) {
      section.refuse(
          key,
          "needs the log, which the topics '%s' do not have (wal: %s); write 'kafka' or 'memory',"
                  .formatted(withoutLog.topic(), Values.written(withoutLog.wal()))
              + " or give their route acks of its own or wal: fallback");
    }
    return level;
  }
}
