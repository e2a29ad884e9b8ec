package dev.weir.bench;

import java.util.Map;

/// The least that an HTTP server on Vert.x can do: take the request, look at nothing, answer.
final class VertxFloor {
  private VertxFloor() {}

  public static void main(String[] line) throws Exception {
    var arguments = Arguments.parse(line, Map.of("loops", "2"));
    int port =
        VertxServer.listen(
            arguments.count("loops"),
            (request, _) -> request.endHandler(_ -> VertxServer.answerOk(request)));
    Lifeline.ready("http=" + port);
    Lifeline.untilParentEnds();
  }
}
