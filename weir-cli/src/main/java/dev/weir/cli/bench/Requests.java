package dev.weir.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Requests of one protocol, ready to be written.
interface Requests {
  /// To be sent in turn.
  List<Request> all();

  /// Messages in each of them.
  int each();

  /// Opens a connection on which they can be sent, one after the other.
  Connection connect(Duration patience) throws IOException;

  /// One, to be sent as it is.
  ///
  /// @param bytes as the protocol has them
  /// @param payload the size of its messages alone
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Request(byte[] bytes, long payload) {}

  /// Owned by one thread.
  interface Connection extends AutoCloseable {
    /// Sends it and waits for its answer.
    Answer ask(Request request) throws IOException;

    @Override
    void close();
  }

  /// What came back.
  ///
  /// @param problem why not all messages were taken, in some words; empty where they were
  /// @param text what the gateway said
  /// @param last whether the connection takes no more
  record Answer(String problem, String text, boolean last) {}
}
