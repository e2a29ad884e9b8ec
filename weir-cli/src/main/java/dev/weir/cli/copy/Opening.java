package dev.weir.cli.copy;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.copy.Copied.Place;
import dev.weir.cli.copy.End.OfFile;
import dev.weir.cli.copy.End.OfStream;
import dev.weir.cli.copy.End.OfTopic;
import dev.weir.cli.copy.TargetTopic.Plan;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.config.FileConfig.Compression;
import dev.weir.sink.file.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/// Opens both ends of a copy, at the place where it begins or goes on.
///
/// The source comes first, so that nothing is made for one that is not there.
final class Opening {
  private final Io io;
  private final Clusters clusters;
  private final Options options;
  private final Counts counts;

  /// What was asked for.
  record Options(Selection selection, Delivery delivery, Restart restart) {}

  Opening(Io io, Clusters clusters, Options options, Counts counts) {
    this.io = io;
    this.clusters = clusters;
    this.options = options;
    this.counts = counts;
  }

  /// One of the ends is a topic.
  Way open(End from, End to) {
    return switch (from) {
      case OfTopic source ->
          switch (to) {
            case OfTopic target -> toTopic(source, target);
            case OfFile(var path) -> toFile(source, path);
            case OfStream _ -> toStdout(source);
          };
      case OfFile(var path) -> fromFile(path, (OfTopic) to);
      case OfStream _ -> fromStdin((OfTopic) to);
    };
  }

  private Way toTopic(OfTopic from, OfTopic to) {
    var ends = new TopicToTopic.Ends(from, to, clusters.of(from), clusters.of(to));
    return new TopicToTopic(io, options, counts, ends).open(to.topic());
  }

  private Way toFile(OfTopic from, Path path) {
    var file = new CopyFile(io.world().folder().resolve(path));
    var resume = options.restart().remembers();
    if (!resume) file.checkAbsent();
    var bytes = resume ? file.cut() : 0;
    var cluster = clusters.of(from);
    var source = source(cluster, from, resume ? file.resumed(from.topic()) : Map.of());
    try {
      var compression = FileTarget.compression(path.toString());
      return new Way(
          source, new FileTarget(path.toString(), file.open(bytes), compression, counts), cluster);
    } catch (Failure e) {
      source.close();
      throw e;
    }
  }

  private Way toStdout(OfTopic from) {
    var cluster = clusters.of(from);
    var target = new FileTarget("stdout", io.world().out(), Compression.NONE, counts);
    return new Way(source(cluster, from, Map.of()), target, cluster);
  }

  private Source source(Cluster cluster, OfTopic from, Map<TopicPartition, Long> resumed) {
    var bounds = new Bounds(cluster, from.topic(), options.selection(), io::tell);
    return TopicSource.open(
        cluster, new TopicSource.Options(null, false, consumer -> bounds.find(consumer, resumed)));
  }

  private Way fromFile(Path path, OfTopic to) {
    var file = io.world().folder().resolve(path);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) throw unreadable(path, file);
    var cluster = clusters.of(to);
    var topic = target(cluster, to);
    var memory =
        options.restart().remembers()
            ? Optional.of(Copied.of(file, "%s@%s".formatted(to.topic(), Clusters.id(cluster))))
            : Optional.<Copied>empty();
    var place = memory.map(Copied::place).orElse(Place.START);
    var source = new FileSource(path.toString(), input(file, path, place), place, memory);
    return new Way(source, kafka(cluster, topic), cluster);
  }

  private Way fromStdin(OfTopic to) {
    var cluster = clusters.of(to);
    var topic = target(cluster, to);
    var in = new FileSource.Input(new StoppableInput(io.world().in(), io.stop()), -1);
    var source = new FileSource("stdin", in, Place.START, Optional.empty());
    return new Way(source, kafka(cluster, topic), cluster);
  }

  private TargetTopic target(Cluster cluster, OfTopic to) {
    var plan =
        options.delivery().create() ? Optional.of(Plan.BROKERS_CHOICE) : Optional.<Plan>empty();
    return TargetTopic.find(cluster, to.topic(), plan);
  }

  private Target kafka(Cluster cluster, TargetTopic topic) {
    return new KafkaTarget(options.delivery().open(cluster, topic, Map.of(), io::tell), counts);
  }

  private static FileSource.Input input(Path file, Path path, Place place) {
    try {
      var in = Frames.unpacked(file);
      in.skipNBytes(place.bytes());
      var packed = FileTarget.compression(path.toString()) != Compression.NONE;
      return new FileSource.Input(in, packed ? -1 : Files.size(file));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          "%s cannot be gone on with".formatted(path),
          place.bytes() == 0
              ? String.valueOf(e.getMessage())
              : "%,d bytes of it were copied, and it has fewer".formatted(place.bytes()),
          "Is it the same file? Without --resume it is copied from its start.",
          e);
    }
  }

  private static Failure unreadable(Path path, Path file) {
    return new Failure(
        ExitCode.NOT_FOUND,
        "%s cannot be read".formatted(path),
        Files.exists(file) ? "it is no file, or not yours to read" : "there is no such file",
        "Nothing was copied. Correct the name; a topic of that name is 'topic:%s'."
            .formatted(path));
  }
}
