package dev.weir.cli.replay;

import dev.weir.Message;
import dev.weir.TopicName;
import dev.weir.cli.message.MessageFile;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.sink.file.Frames.Damage;
import dev.weir.sink.file.Frames.End;
import dev.weir.sink.file.Frames.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads files one after another and hands on what is in them, in order.
final class Replay {
  private final List<Path> files;
  private final @Nullable String topic;
  private final boolean skipDamaged;
  private final Consumer<String> say;
  private volatile boolean stopped;

  /// Who takes the messages.
  interface Target {
    void take(Message message, Position at, Position next);

    /// Returns when all that was taken is safe.
    void finish();

    /// A file, or what is left of it, begins here.
    default void begin(Position at) {}

    /// All before this is safe.
    default void reached(Position at) {}
  }

  /// @param topic in place of the messages' own, or null
  Replay(List<Path> files, @Nullable String topic, boolean skipDamaged, Consumer<String> say) {
    this.files = List.copyOf(files);
    this.topic = topic;
    this.skipDamaged = skipDamaged;
    this.say = say;
  }

  /// @param starts where each file begins that is not passed over
  void run(Map<Path, Long> starts, Target target) {
    for (var i = 0; i < files.size() && !stopped; i++) {
      var start = starts.get(files.get(i));
      if (start == null) continue;
      var damage = read(new Position(files.get(i), start), target);
      if (damage != null) damaged(damage, i, target);
    }
  }

  /// Ends behind the message that is being read. Any thread may call.
  void stop() {
    stopped = true;
  }

  private @Nullable Damage read(Position start, Target target) {
    var at = start;
    target.begin(start);
    try (var messages = MessageFile.open(start.file(), start.offset())) {
      while (!stopped) {
        switch (messages.next()) {
          case Found(var message, _, var end) -> {
            target.take(checked(message, at, target), at, at.in(end));
            at = at.in(end);
          }
          case End _ -> {
            target.finish();
            target.reached(at);
            return null;
          }
          case Damage damage -> {
            return damage;
          }
        }
      }
      target.finish();
      target.reached(at);
      return null;
    } catch (IOException e) {
      target.finish();
      target.reached(at);
      throw unreadable(at, e);
    }
  }

  private static Failure unreadable(Position at, IOException e) {
    return new Failure(
        ExitCode.FAILED,
        "The file cannot be read at %s".formatted(at),
        e.toString(),
        "All before it is done. Go on there with --from '%s'.".formatted(at),
        e);
  }

  private Message checked(Message message, Position at, Target target) {
    var to = topic == null ? message.topic() : topic;
    if (!TopicName.legal(to)) {
      target.finish();
      target.reached(at);
      throw new Failure(
          ExitCode.FAILED,
          "The message at %s cannot be sent".formatted(at),
          "its topic '%s' is not legal in Kafka".formatted(TopicName.shown(to)),
          "Name another with --topic. Go on there with --from '%s'.".formatted(at));
    }
    if (topic == null) return message;
    return new Message(
        to,
        message.namesPartition() ? Message.ANY_PARTITION : message.partition(),
        message.timestamp(),
        message.key(),
        message.value(),
        message.headers());
  }

  private void damaged(Damage damage, int index, Target target) {
    var at = new Position(files.get(index), damage.offset());
    target.finish();
    target.reached(at);
    if (skipDamaged) {
      say.accept("weir: skipped the rest of a file from %s on: %s".formatted(at, damage.why()));
      return;
    }
    var next = index + 1 < files.size() ? new Position(files.get(index + 1), 0) : null;
    throw new Failure(
        ExitCode.FAILED,
        "The file is damaged at %s".formatted(at),
        damage.why(),
        "All before it is done."
            + (next == null ? "" : " Go on with the next file: --from '%s'.".formatted(next))
            + " --skip-damaged does so by itself.");
  }
}
