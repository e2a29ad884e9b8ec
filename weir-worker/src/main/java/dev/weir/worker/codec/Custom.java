package dev.weir.worker.codec;

import dev.weir.worker.Codec;
import dev.weir.worker.DecodeException;

/// What two functions say.
///
/// @param what the bytes are
record Custom<T>(String what, Codecs.Step<T, byte[]> encode, Codecs.Step<byte[], T> decode)
    implements Codec<T> {
  @Override
  public byte[] encode(Context context, T value) {
    try {
      return encode.apply(value);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw Misfit.written(context, what, e);
    }
  }

  @Override
  public T decode(Context context, byte[] bytes) {
    try {
      return decode.apply(bytes);
    } catch (DecodeException e) {
      throw e;
    } catch (Exception | StackOverflowError e) {
      if (e instanceof InterruptedException) Thread.currentThread().interrupt();
      throw Misfit.of(context, what, e);
    }
  }
}
