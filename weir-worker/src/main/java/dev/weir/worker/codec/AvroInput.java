package dev.weir.worker.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/// Avro's binary encoding, read by Avro itself but for one thing: lists of what takes no bytes may
/// claim any length, and a few bytes would cost hours and all memory. So the number of elements is
/// bounded by that of the bytes. Used once, by one thread.
final class AvroInput extends Decoder {
  private static final long ELEMENTS_ALWAYS = 1 << 16;
  private static final long ELEMENTS_A_BYTE = 16;

  private final BinaryDecoder in;
  private long elementsLeft;

  AvroInput(byte[] bytes) {
    this.in = DecoderFactory.get().binaryDecoder(bytes, null);
    this.elementsLeft = ELEMENTS_ALWAYS + bytes.length * ELEMENTS_A_BYTE;
  }

  boolean isEnd() throws IOException {
    return in.isEnd();
  }

  private long counted(long elements) {
    if (elements < 0 || elements > elementsLeft) {
      throw new AvroRuntimeException("it claims more elements than its bytes can hold");
    }
    elementsLeft -= elements;
    return elements;
  }

  @Override
  public long readArrayStart() throws IOException {
    return counted(in.readArrayStart());
  }

  @Override
  public long arrayNext() throws IOException {
    return counted(in.arrayNext());
  }

  @Override
  public long skipArray() throws IOException {
    return counted(in.skipArray());
  }

  @Override
  public long readMapStart() throws IOException {
    return counted(in.readMapStart());
  }

  @Override
  public long mapNext() throws IOException {
    return counted(in.mapNext());
  }

  @Override
  public long skipMap() throws IOException {
    return counted(in.skipMap());
  }

  @Override
  public void readNull() throws IOException {
    in.readNull();
  }

  @Override
  public boolean readBoolean() throws IOException {
    return in.readBoolean();
  }

  @Override
  public int readInt() throws IOException {
    return in.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return in.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return in.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return in.readDouble();
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return in.readString(old);
  }

  @Override
  public String readString() throws IOException {
    return in.readString();
  }

  @Override
  public void skipString() throws IOException {
    in.skipString();
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    return in.readBytes(old);
  }

  @Override
  public void skipBytes() throws IOException {
    in.skipBytes();
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    in.readFixed(bytes, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    in.skipFixed(length);
  }

  @Override
  public int readEnum() throws IOException {
    return in.readEnum();
  }

  @Override
  public int readIndex() throws IOException {
    return in.readIndex();
  }

  @Override
  public int remainingBytes() {
    return in.remainingBytes();
  }
}
