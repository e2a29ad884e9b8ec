package dev.weir.sink.file;

import dev.weir.Problem;
import dev.weir.Problem.Code;
import dev.weir.TopicName;
import java.io.IOException;
import java.nio.file.Path;

/// What the file sink has to tell.
final class FileProblem {
  private FileProblem() {}

  static Problem unsafeName(String topic, String why) {
    return new Problem(
        Code.INVALID_TOPIC,
        "The topic '%s' cannot have a file".formatted(TopicName.shown(topic)),
        why,
        "Use another topic, or another template for the sink's files");
  }

  static Problem doesNotFit(String topic, String why) {
    return new Problem(
        Code.INVALID_MESSAGE,
        "A message for topic '%s' cannot be written to a file".formatted(TopicName.shown(topic)),
        why,
        "Shorten it, or give the sink the format of JSON lines");
  }

  static Problem unavailable(Path path, IOException cause) {
    return new Problem(
        Code.UNAVAILABLE,
        "Messages could not be written to %s".formatted(path),
        cause.toString(),
        "See to the disk; they are sent again, to another file");
  }
}
