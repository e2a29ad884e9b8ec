package dev.weir.gateway.rest.consumers;

import dev.weir.gateway.web.RestException;

/// Which gateway has which consumer instance. It may block: it is called on virtual threads.
public interface Ownership {
  /// There is one gateway alone.
  Ownership ALONE =
      new Ownership() {
        @Override
        public boolean claim(String group, String instance) {
          return true;
        }

        @Override
        public void release(String group, String instance) {
          // nobody else knows of it
        }
      };

  /// What is told of an instance that is nowhere, and of one that is another caller's: the same.
  static RestException notFound(String group, String instance) {
    return new RestException(
        404,
        40403,
        "Consumer instance not found: group %s has no %s: no gateway has it for you. It was deleted, it was idle for longer than consumers.idle, or its gateway was restarted: make it again"
            .formatted(group, instance));
  }

  /// Takes a name for this gateway; false where another one has it.
  boolean claim(String group, String instance);

  /// The name is free again. Called once for each claim that was granted.
  void release(String group, String instance);
}
