package dev.weir.worker.codec;

import dev.weir.worker.Codec.Context;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/// Reads what was written with one schema as another has it. Any thread.
///
/// What resolves the one to the other is costly to make and has one user at a time. Avro itself
/// keeps one for each thread, but each attempt has a thread of its own; so here they are kept, as
/// many as were in use at once up to a limit.
final class AvroReading<T> {
  private static final int IDLE_MAX = 64;

  private final Schema writer;
  private final Schema reader;
  private final Source<T> source;
  private final ArrayBlockingQueue<ResolvingDecoder> idle = new ArrayBlockingQueue<>(IDLE_MAX);

  AvroReading(Schema writer, Schema reader, GenericData data) {
    this.writer = Schema.applyAliases(writer, reader);
    this.reader = reader;
    this.source =
        data instanceof SpecificData specific
            ? new Specific<>(this.writer, reader, specific)
            : new Generic<>(this.writer, reader, data);
  }

  /// What Avro's readers tell to their heirs alone.
  private interface Source<T> {
    T read(ResolvingDecoder resolver) throws IOException;
  }

  private static final class Generic<T> extends GenericDatumReader<T> implements Source<T> {
    Generic(Schema writer, Schema reader, GenericData data) {
      super(writer, reader, data);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public T read(ResolvingDecoder resolver) throws IOException {
      return (T) read(null, getExpected(), resolver);
    }
  }

  private static final class Specific<T> extends SpecificDatumReader<T> implements Source<T> {
    Specific(Schema writer, Schema reader, SpecificData data) {
      super(writer, reader, data);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public T read(ResolvingDecoder resolver) throws IOException {
      return (T) read(null, getExpected(), resolver);
    }
  }

  T read(Context context, byte[] bytes) {
    var in = new AvroInput(bytes);
    try {
      var kept = idle.poll();
      var resolver = kept == null ? made() : kept;
      resolver.configure(in);
      var value = source.read(resolver);
      resolver.drain();
      if (!in.isEnd()) throw new AvroRuntimeException("bytes are left over");
      idle.offer(resolver); // after a failure it is not used again
      return value;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw Misfit.of(context, "Avro of " + reader.getFullName(), e);
    }
  }

  @SuppressWarnings("NullAway") // as Avro does itself: what it reads is told later
  private ResolvingDecoder made() throws IOException {
    return DecoderFactory.get().resolvingDecoder(writer, reader, null);
  }
}
