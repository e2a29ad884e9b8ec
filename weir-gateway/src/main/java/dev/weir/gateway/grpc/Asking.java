package dev.weir.gateway.grpc;

import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.net.GrpcPort.Status;

/// The reader of a call that asks something: what all of them do alike.
interface Asking extends GrpcPort.Reader {
  /// The longest question. An answer may have all of it, and more than its length again.
  int QUESTION_BYTES_MAX = 4 << 10;

  GrpcPort.Call call();

  /// A question has come.
  void asked(ProtoFields question);

  @Override
  default void received(byte[] bytes, int from, int to) {
    if (to - from > QUESTION_BYTES_MAX) oversized(to - from, QUESTION_BYTES_MAX);
    else asked(new ProtoFields(bytes, from, to));
  }

  @Override
  default void caughtUp() {
    call().flush();
  }

  @Override
  default void oversized(long bytes, int bytesMax) {
    end(Answer.oversized(bytes, bytesMax));
  }

  @Override
  default void unreadable(Status status, String why) {
    end(new Answer.End(status, why));
  }

  @Override
  default void noRoom() {
    end(Answer.NO_ROOM);
  }

  @Override
  default void ended() {
    end(new Answer.End(Status.INVALID_ARGUMENT, "The call came without a request"));
  }

  @Override
  default void stopping() {
    end(new Answer.End(Status.UNAVAILABLE, "The gateway is stopping"));
  }

  /// Answers with one message and no more.
  default void answer(byte[] message) {
    call().send(message);
    end(Answer.DONE);
  }

  default void end(Answer.End end) {
    call().end(end.status(), end.text(), end.trailers());
  }
}
