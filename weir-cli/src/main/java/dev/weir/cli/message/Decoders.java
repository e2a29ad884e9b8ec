package dev.weir.cli.message;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The decoders of one command. One thread.
public final class Decoders implements AutoCloseable {
  private final @Nullable RegistryDecoder registry;

  private Decoders(@Nullable RegistryDecoder registry) {
    this.registry = registry;
  }

  /// Those that need no registry.
  public static Decoders plain() {
    return new Decoders(null);
  }

  /// Those, and what a registry knows of.
  ///
  /// @param registry where it is, perhaps with `user:password@`; it is not asked before it is
  ///   needed
  /// @param timeout how long an answer of it may take
  /// @param tell hears, once, that it is left alone for it does not answer
  public static Decoders with(URI registry, Duration timeout, Consumer<String> tell) {
    return new Decoders(new RegistryDecoder(registry, timeout, tell));
  }

  /// Throws a [Failure] where that needs a registry and there is none.
  public Decoder of(Decode way) {
    return switch (way) {
      case AUTO -> registry == null ? Decoder.NONE : registry::guess;
      case TEXT -> bytes -> new Shown.Text(new String(bytes, StandardCharsets.UTF_8));
      case JSON -> JsonText::shown;
      case HEX -> bytes -> new Shown.Text(HexFormat.of().formatHex(bytes));
      case BASE64 -> bytes -> new Shown.Text(Base64.getEncoder().encodeToString(bytes));
      case AVRO -> known(way)::avro;
      case PROTO -> known(way)::protobuf;
    };
  }

  private RegistryDecoder known(Decode way) {
    if (registry != null) return registry;
    throw new Failure(
        ExitCode.USAGE,
        "%s cannot be decoded".formatted(way),
        "its schemas are in a registry, and none is known",
        "Name it: --registry http://host:8081, or 'weir context edit NAME'.");
  }

  @Override
  public void close() {
    if (registry != null) registry.close();
  }
}
