package dev.weir.worker.codec;

import dev.weir.worker.Codec;

/// Payloads behind a [Frame] whose id is told beforehand.
record Framed<T>(int id, boolean exactly, Codec<T> payload) implements Codec<T> {
  /// A codec whose payload in a frame has more than it has alone.
  interface Inner<T> {
    /// The codec of that payload.
    ///
    /// @param exactly whether what it has more must be as it would be written
    Codec<T> framed(boolean exactly);
  }

  static <T> Codec<T> of(int id, Codec<T> payload, boolean exactly) {
    if (payload instanceof Inner<?>) {
      @SuppressWarnings("unchecked")
      var inner = (Inner<T>) payload;
      return new Framed<>(id, exactly, inner.framed(exactly));
    }
    return new Framed<>(id, exactly, payload);
  }

  @Override
  public byte[] encode(Context context, T value) {
    return Frame.of(id, payload.encode(context, value));
  }

  @Override
  public T decode(Context context, byte[] bytes) {
    var read = Frame.id(context, bytes);
    if (exactly && read != id) {
      throw Misfit.of(context, "of schema " + id, "it says schema " + read);
    }
    return payload.decode(context, Frame.payload(bytes));
  }
}
