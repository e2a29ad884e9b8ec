package dev.weir.cli.bench;

import dev.weir.cli.bench.Requests.Connection;
import dev.weir.cli.bench.Requests.Request;
import dev.weir.cli.load.Pace;
import dev.weir.cli.load.Tally;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Clients that keep a connection each and ask for the next thing when they have an answer.
final class RequestClients implements AutoCloseable {
  static final String NO_CONNECTION = "no connection";

  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Requests requests;
  private final Load load;
  private final List<Connection> connected = new ArrayList<>();

  /// @param requestsPerSecond of each client; 0 is as fast as may be
  record Load(double requestsPerSecond, Duration patience, BooleanSupplier stop) {}

  RequestClients(Requests requests, Load load) {
    this.requests = requests;
    this.load = load;
  }

  /// Connects so many and has one request answered on each: what fails here is no part of a load.
  void open(int clients) throws IOException {
    for (var i = 0; i < clients && !load.stop.getAsBoolean(); i++) {
      var connection = requests.connect(load.patience);
      connected.add(connection);
      var answer = connection.ask(requests.all().getFirst());
      if (!answer.problem().isEmpty()) {
        throw new IOException("%s %s".formatted(answer.problem(), answer.text()).strip());
      }
      if (answer.last()) {
        connection.close();
        connected.set(i, requests.connect(load.patience));
      }
    }
  }

  @Override
  public void close() {
    connected.forEach(Connection::close);
  }

  /// One of them, to the end of the tally's window.
  void run(int number, Tally tally) {
    var pace = Pace.of(load.requestsPerSecond);
    Connection open = number < connected.size() ? connected.get(number) : null;
    for (var i = number; goesOn(tally); i++) {
      var due = pace.next();
      if (tally.window().isOver(due)) break;
      Pace.until(due, load.stop);
      open = ask(open, new Due(requests.all().get(i % requests.all().size()), due), tally);
    }
    if (open != null) open.close();
  }

  private boolean goesOn(Tally tally) {
    return !load.stop.getAsBoolean()
        && !tally.isFutile()
        && !tally.window().isOver(System.nanoTime());
  }

  private record Due(Request request, long nanos) {}

  /// @return the connection for the next request; null where it needs a new one
  private @Nullable Connection ask(@Nullable Connection open, Due due, Tally tally) {
    var used = open;
    try {
      if (used == null) used = requests.connect(load.patience);
      var answer = used.ask(due.request);
      if (answer.problem().isEmpty()) tally.done(due.nanos, requests.each(), due.request.payload());
      else tally.failed(requests.each(), answer.problem(), new IOException(answer.text()));
      if (!answer.last()) return used;
      used.close();
    } catch (IOException | NumberFormatException e) {
      tally.failed(requests.each(), kind(e), e);
      if (used != null) used.close();
      Pace.until(System.nanoTime() + AGAIN_NANOS, load.stop);
    }
    return null;
  }

  /// In two or three words.
  static String kind(Exception error) {
    return switch (error) {
      case SocketTimeoutException _, HttpTimeoutException _ -> "no answer in time";
      case ConnectException _ -> NO_CONNECTION;
      case EOFException _, SocketException _ -> "connection closed";
      default -> error.getClass().getSimpleName().replace("Exception", "");
    };
  }
}
