package dev.weir.worker.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.weir.worker.Codec;
import java.io.IOException;

/// Protobuf's binary encoding.
record Protobuf<T extends Message>(Parser<T> parser) implements Codec<T>, Framed.Inner<T> {
  private static final String WHAT = "protobuf";

  @Override
  public byte[] encode(Context context, T value) {
    return value.toByteArray();
  }

  @Override
  public T decode(Context context, byte[] bytes) {
    return parsed(context, bytes, 0);
  }

  private T parsed(Context context, byte[] bytes, int from) {
    try {
      return parser.parseFrom(bytes, from, bytes.length - from);
    } catch (InvalidProtocolBufferException e) {
      throw Misfit.of(context, WHAT, e);
    }
  }

  @Override
  public Codec<T> framed(boolean exactly) {
    return new Placed<>(this, exactly);
  }

  /// Reads the place and what comes after it.
  Read<T> placed(Context context, byte[] payload) {
    var in = CodedInputStream.newInstance(payload);
    try {
      var place = Place.read(in);
      return new Read<>(place, parsed(context, payload, in.getTotalBytesRead()));
    } catch (IOException e) {
      throw Misfit.of(context, WHAT, e);
    }
  }

  /// @param place where the writer's file has the message
  record Read<T>(Place place, T message) {}

  /// With its place in its file before it.
  private record Placed<T extends Message>(Protobuf<T> codec, boolean exactly) implements Codec<T> {
    @Override
    public byte[] encode(Context context, T value) {
      return Place.of(value.getDescriptorForType()).before(value);
    }

    @Override
    public T decode(Context context, byte[] bytes) {
      var read = codec.placed(context, bytes);
      var type = read.message().getDescriptorForType();
      if (exactly && !read.place().equals(Place.of(type))) {
        throw Misfit.of(context, type.getFullName(), "it is message " + read.place().indexes());
      }
      return read.message();
    }
  }
}
