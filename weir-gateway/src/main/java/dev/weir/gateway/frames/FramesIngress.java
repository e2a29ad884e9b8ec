package dev.weir.gateway.frames;

import dev.weir.Acks;
import dev.weir.Caller;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Answer;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.NetException;
import dev.weir.gateway.net.UnixPort;
import dev.weir.gateway.tracing.Tracing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/// Takes messages in frames from Unix domain sockets, of which some acknowledge.
public final class FramesIngress {
  /// How long a client may hold room that others need without writing on.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Context context;
  private final Supplier<WeirConfig> settings;
  private final FrameMetrics metrics;
  private final FrameRoom room;

  /// @param settings of which the level of the socket without answers counts at once, and what else
  ///   is about frames for connections from now on
  public FramesIngress(Context context, Supplier<WeirConfig> settings) {
    this(context, settings, PATIENCE);
  }

  FramesIngress(Context context, Supplier<WeirConfig> settings, Duration patience) {
    this.context = context;
    this.settings = settings;
    this.metrics = new FrameMetrics(context.metrics());
    this.room = new FrameRoom(context.delivery().budget(), patience);
  }

  /// Opens a socket as kahego's: its wire has no answers.
  ///
  /// @throws NetException if that cannot be done, with the reason
  public UnixPort open(Path socket) {
    var intake = intake(() -> settings.get().acks().frames());
    return open(
        socket,
        intake,
        connection ->
            new FrameReader(connection, intake, new FrameCodec(terms(settings.get())), Reply.NONE));
  }

  /// Opens a socket that acknowledges.
  ///
  /// @throws NetException if that cannot be done, with the reason
  public UnixPort openAcked(Path socket) {
    var intake = intake(() -> settings.get().acks().framesAcked());
    return open(
        socket,
        intake,
        connection ->
            new Greeting(connection, intake.metrics(), () -> answered(connection, intake)));
  }

  private UnixPort open(Path socket, Intake intake, UnixPort.Readers readers) {
    var counted = new Counted(readers, intake.metrics());
    var port = UnixPort.open(context.net(), socket, settings.get().listen().access(), counted);
    metrics.opened(port);
    return port;
  }

  /// A closing port waits for clients that have gone as well: the delivery closes behind it.
  private record Counted(UnixPort.Readers readers, FrameMetrics metrics)
      implements UnixPort.Readers {
    @Override
    public UnixPort.Reader of(UnixPort.Connection connection) {
      return readers.of(connection);
    }

    @Override
    public int unfinished() {
      return metrics.unfinished();
    }

    @Override
    public void refused() {
      metrics.refused();
    }
  }

  private Intake intake(Supplier<Acks> acks) {
    return new Intake(this::offer, acks, metrics.socket(), room);
  }

  /// Frames bring no trace. Those that are taken at once may begin one.
  private Delivery.Taken offer(List<Message> messages, Acks acks, Caller caller, Answer answer) {
    var arrival = context.tracing().open("frames", Tracing.Fields.NONE);
    var taken = context.delivery().offer(arrival.marked(messages), acks, caller, answer);
    if (!arrival.isTraced() || taken.count() == 0) return taken;
    for (var i = 0; i < taken.count(); i++) arrival.settled(Outcome.ACCEPTED);
    arrival.end();
    return taken;
  }

  /// What a connection asks for is as its hello says, whatever the settings say later.
  private FrameReader answered(UnixPort.Connection connection, Intake intake) {
    var config = settings.get();
    var asked = config.acks().framesAcked();
    var terms = terms(config);
    var reply = new Acknowledgements(connection);
    reply.hello(weakest(config, asked), FrameReader.WINDOW, terms.frameBytesMax());
    return new FrameReader(connection, intake.at(asked), new FrameCodec(terms), reply);
  }

  /// What every message has at least, for a route may have a level of its own.
  private static Acks weakest(WeirConfig config, Acks asked) {
    return config.routes().stream()
        .map(route -> route.level(asked))
        .reduce(asked, BinaryOperator.minBy(Comparator.naturalOrder()));
  }

  private static FrameCodec.Terms terms(WeirConfig config) {
    return new FrameCodec.Terms(
        (long) config.limits().messageBytes() + FrameCodec.NAMES_BYTES_MAX,
        config.partitioner().frames().unchosen(),
        config.frames().emptyKey());
  }
}
