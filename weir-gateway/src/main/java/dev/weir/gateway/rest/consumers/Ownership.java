package dev.weir.gateway.rest.consumers;

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

  /// Takes a name for this gateway; false where another one has it.
  boolean claim(String group, String instance);

  /// The name is free again. Called once for each claim that was granted.
  void release(String group, String instance);
}
