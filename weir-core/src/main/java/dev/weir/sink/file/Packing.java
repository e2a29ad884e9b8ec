package dev.weir.sink.file;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.weir.config.FileConfig.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/// Packs a piece of a file so that it can be unpacked without what follows.
///
/// Each piece is a gzip member or a zstd frame of its own, and their sequence is again a gzip or
/// zstd file. So what was forced stays readable whatever happens behind it.
public final class Packing {
  private Packing() {}

  static String ending(Compression compression) {
    return switch (compression) {
      case NONE -> "";
      case GZIP -> ".gz";
      case ZSTD -> ".zst";
    };
  }

  public static byte[] packed(Compression compression, byte[] piece) {
    return switch (compression) {
      case NONE -> piece;
      case GZIP -> gzip(piece);
      case ZSTD -> zstd(piece);
    };
  }

  private static byte[] gzip(byte[] piece) {
    var packed = new ByteArrayOutputStream(piece.length / 2 + 64);
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(piece);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return packed.toByteArray();
  }

  private static byte[] zstd(byte[] piece) {
    try (var context = new ZstdCompressCtx()) {
      return context.setChecksum(true).compress(piece);
    }
  }
}
