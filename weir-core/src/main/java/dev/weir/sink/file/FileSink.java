package dev.weir.sink.file;

import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.TopicName;
import dev.weir.config.FileConfig;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import dev.weir.sink.file.Series.Moment;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes messages to files, one open at a time for each topic.
///
/// A message is delivered when its bytes were forced, which is done for a batch at once; its offset
/// is where it begins in its file, unpacked. A file that failed is never forced again: it is cut
/// back to what was forced, what waited is lost for now, and the next message begins another file.
/// A sink begins with new files. The lane's thread owns all of it, and hears every outcome: within
/// [#send], [#turn] or [#close], which take as long as the disk does.
public final class FileSink implements Sink {
  private static final int OPEN_MAX = 256;

  /// Topics of which is known which file to go on with; another one begins a new file.
  private static final int PARKED_MAX = 10_000;

  private final Site site;
  private final Batches batches;
  private final Clock clock;

  /// By topic, the longest unused first.
  private final Map<String, Series> open = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<String, Series> parked =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Series> eldest) {
          return size() > PARKED_MAX;
        }
      };

  /// For the gauge's thread, which must not touch the map.
  private volatile int openCount;

  private long turns;
  private boolean closed;

  private FileSink(FileConfig config, Batches batches, Metrics metrics, Clock clock) {
    var figures = FileFigures.in(metrics, config.path(), () -> openCount);
    this.site = new Site(config, template(config), new Folders(config.path()), figures);
    this.batches = batches;
    this.clock = clock;
  }

  /// How a lane opens this sink; which fails where the template of names is no good.
  public static Opener opener(FileConfig config, Batches batches, Metrics metrics, Clock clock) {
    return _ -> new FileSink(config, batches, metrics, clock);
  }

  private static NameTemplate template(FileConfig config) {
    try {
      var ending = Packing.ending(config.compression());
      return NameTemplate.parse(config.name(), ending, hostname());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "The template of file names '%s' cannot be used: it %s. Correct it."
              .formatted(config.name(), e.getMessage()),
          e);
    }
  }

  /// The machine's own name, not what a name server makes of it.
  private static String hostname() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException notLinux) {
      return InetAddress.getLoopbackAddress().getHostName();
    }
  }

  @Override
  public void send(Message message, Consumer<Outcome> done) {
    var problem = problem(message);
    if (problem != null) {
      done.accept(new Outcome.Lost(problem));
      return;
    }
    var bytes = Encoding.bytes(site.config().format(), message, clock.millis());
    series(message.topic()).add(bytes, batches.of(message.topic()), now(), done);
  }

  private @Nullable Problem problem(Message message) {
    var topic = message.topic();
    if (closed) return Problem.stopping();
    if (!TopicName.legal(topic)) return Problem.invalidTopic(topic);
    var unsafe = open.containsKey(topic) ? null : site.template().fault(topic);
    if (unsafe != null) return FileProblem.unsafeName(topic, unsafe);
    var fault = Encoding.fault(site.config().format(), message);
    return fault == null ? null : FileProblem.doesNotFit(topic, fault);
  }

  /// The topic's, or everybody's where the template names no topic.
  private Series series(String topic) {
    var name = site.template().perTopic() ? topic : "";
    var known = open.get(name);
    if (known != null) return known;
    var series = parked.remove(name);
    if (series == null) {
      series = new Series(site, name);
    }
    open.put(name, series);
    if (open.size() > OPEN_MAX) park(open.keySet().iterator().next());
    openCount = open.size();
    return series;
  }

  private void park(String longestUnused) {
    var series = open.remove(longestUnused);
    if (series == null) return;
    series.park(now());
    parked.put(longestUnused, series);
  }

  @Override
  public void turn() {
    var now = now();
    List.copyOf(open.values()).forEach(series -> series.turn(now));
    turns++;
  }

  @Override
  public void close(Duration atMost) {
    closed = true;
    var now = now();
    List.copyOf(open.values()).forEach(series -> series.park(now));
    open.clear();
    parked.clear();
    openCount = 0;
  }

  private Moment now() {
    return new Moment(turns, clock.nanos(), clock.millis() / 1000);
  }
}
