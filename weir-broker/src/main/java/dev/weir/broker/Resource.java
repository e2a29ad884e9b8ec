package dev.weir.broker;

/// Something that was opened and can be closed without a checked exception.
interface Resource extends AutoCloseable {
  @Override
  void close();
}
