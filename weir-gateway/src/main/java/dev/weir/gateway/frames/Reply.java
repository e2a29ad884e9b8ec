package dev.weir.gateway.frames;

import dev.weir.Problem;

/// What a client is told of its frames, which count from 1 on its connection. Called on the
/// connection's event loop.
interface Reply {
  /// As on kahego's socket, where nobody reads what the server says.
  Reply NONE =
      new Reply() {
        @Override
        public boolean isRead() {
          return false;
        }

        @Override
        public boolean waits() {
          return false;
        }

        @Override
        public void done(long count) {}

        @Override
        public void refused(long number, Problem problem) {}

        @Override
        public void writable() {}

        @Override
        public void ending(Problem problem) {}

        @Override
        public void gone() {}
      };

  /// Whether anybody reads it.
  default boolean isRead() {
    return true;
  }

  /// Whether the client has to read before it may be told more than a count.
  boolean waits();

  /// So many frames are safe, or were refused.
  void done(long count);

  /// This one will never be taken.
  void refused(long number, Problem problem);

  /// The client has read.
  void writable();

  /// Nothing more is taken, and nothing more is told.
  void ending(Problem problem);

  /// There is no client any more, so nobody is waited for.
  void gone();
}
