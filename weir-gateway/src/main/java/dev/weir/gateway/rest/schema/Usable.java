package dev.weir.gateway.rest.schema;

import dev.weir.gateway.web.Format;
import org.jspecify.annotations.Nullable;

/// A schema of the registry together with what reads and writes it.
record Usable(Found found, Codec codec, @Nullable String subject, @Nullable Integer version)
    implements Schema {
  @Override
  public Format format() {
    return found.format();
  }

  @Override
  public int id() {
    return found.id();
  }

  @Override
  public byte[] encode(byte[] json) {
    try {
      return Frame.of(id(), codec.encode(json));
    } catch (Misfit e) {
      throw Failures.misfit(id(), e);
    } catch (StackOverflowError _) {
      throw Failures.misfit(id(), new Misfit("it is too deep"));
    }
  }

  byte[] decode(byte[] framed) {
    try {
      return codec.decode(framed);
    } catch (Misfit e) {
      throw Failures.unreadable(id(), e);
    } catch (StackOverflowError _) {
      throw Failures.unreadable(id(), new Misfit("it is too deep"));
    }
  }
}
