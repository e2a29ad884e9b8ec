package dev.weir.cli.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Function;

/// A connection of HTTP/1.1 that is kept.
///
/// @param problem what is wrong with an answer, or nothing
record HttpConnection(Socket socket, InputStream in, Function<HttpAnswer, String> problem)
    implements Requests.Connection {

  static HttpConnection to(Target target, Duration patience, Function<HttpAnswer, String> problem)
      throws IOException {
    var millis = Math.toIntExact(patience.toMillis());
    var socket = target.connect(millis);
    try {
      return new HttpConnection(socket, new BufferedInputStream(socket.getInputStream()), problem);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public Requests.Answer ask(Requests.Request request) throws IOException {
    socket.getOutputStream().write(request.bytes());
    var answer = HttpAnswer.read(in);
    return new Requests.Answer(problem.apply(answer), answer.body(), answer.last());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more, so it does not matter how it ends.
    }
  }
}
