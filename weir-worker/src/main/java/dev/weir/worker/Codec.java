package dev.weir.worker;

/// What the bytes of keys or of values mean. Used by several threads at once.
///
/// [dev.weir.worker.codec.Codecs] has those that most need.
public interface Codec<T> {
  /// Never called with null: a record without a value stays without.
  byte[] encode(Context context, T value);

  /// Never called with null.
  ///
  /// @throws DecodeException if these bytes will never decode: the record goes to the dead letters
  ///   at once. Any other exception is one that may pass, and the record is tried again.
  T decode(Context context, byte[] bytes);

  /// Where the bytes are, or go.
  ///
  /// @param key whether they are those of a key
  record Context(String topic, boolean key, Headers headers) {}
}
