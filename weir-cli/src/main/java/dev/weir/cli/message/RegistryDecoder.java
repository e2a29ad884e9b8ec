package dev.weir.cli.message;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.RegistryConfig;
import dev.weir.gateway.rest.schema.Registry;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Decodes bytes that name their schema: a 0, the schema's id in 4 bytes, and what it describes.
/// Schemas are kept. One thread.
final class RegistryDecoder implements AutoCloseable {
  private static final int HEAD = 5;
  private static final int TROUBLE = 408;
  private static final int UNKNOWN_MAX = 10_000;

  private final Registry registry;
  private final Consumer<String> tell;

  /// Ids that have no schema, or one that is no use: other bytes may begin with a 0 as well.
  private final Set<Integer> unknown = new HashSet<>();

  private boolean silent;

  RegistryDecoder(URI url, Duration timeout, Consumer<String> tell) {
    var config = new RegistryConfig(url, timeout, false);
    this.registry = new Registry(() -> config, System::nanoTime);
    this.tell = tell;
  }

  Shown avro(byte[] bytes) {
    return decode(() -> registry.decode(Format.AVRO, bytes));
  }

  Shown protobuf(byte[] bytes) {
    return decode(() -> registry.decode(Format.PROTOBUF, bytes));
  }

  /// By its schema where there is one, and else as it is.
  Shown guess(byte[] bytes) {
    var raw = new Shown.Raw(bytes);
    if (silent || bytes.length < HEAD || bytes[0] != 0) return raw;
    var id = ByteBuffer.wrap(bytes).getInt(1);
    if (unknown.contains(id)) return raw;
    try {
      return decode(() -> registry.decode(bytes));
    } catch (Undecodable e) {
      return raw;
    } catch (Failure e) {
      if (e.exitCode() == ExitCode.UNREACHABLE) leave(e);
      else if (unknown.size() < UNKNOWN_MAX) unknown.add(id);
      return raw;
    }
  }

  private void leave(Failure failure) {
    silent = true;
    tell.accept("weir: nothing is decoded by schemas. " + failure.getMessage());
  }

  private static Shown decode(Asking asking) {
    try {
      return new Shown.Json(new String(asking.json(), StandardCharsets.UTF_8));
    } catch (RestException e) {
      var why = String.valueOf(e.getMessage());
      if (e.status() != TROUBLE) throw new Undecodable(why, e);
      var missing = why.startsWith("Schema ");
      throw new Failure(
          missing ? ExitCode.NOT_FOUND : ExitCode.UNREACHABLE,
          "The message cannot be decoded",
          why.replaceAll("\\.\\s*$", ""),
          missing
              ? "Is it the right registry? See --registry, and 'weir context show'."
              : "See to --registry, or print the bytes as they are: --decode hex.",
          e);
    }
  }

  /// What the registry is asked.
  private interface Asking {
    byte[] json();
  }

  @Override
  public void close() {
    registry.close();
  }
}
