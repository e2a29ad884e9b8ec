package dev.weir.worker;

/// Bytes as they are.
enum Bytes implements Codec<byte[]> {
  ONE;

  @Override
  public byte[] encode(Context context, byte[] value) {
    return value;
  }

  @Override
  public byte[] decode(Context context, byte[] bytes) {
    return bytes;
  }
}
