package dev.weir.gateway.net;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// How bodies and messages may be packed.
enum Packing {
  GZIP {
    @Override
    InputStream open(byte[] packed) throws IOException {
      return new GZIPInputStream(new ByteArrayInputStream(packed));
    }
  },
  ZSTD {
    @Override
    InputStream open(byte[] packed) throws IOException {
      return new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(packed))
          .setLongMax(WINDOW_LOG_MAX);
    }

    @Override
    long windowBytes() {
      return WINDOW_BYTES_MAX;
    }
  },
  /// As HTTP means it, within zlib's frame, and as some send it, without.
  DEFLATE {
    @Override
    InputStream open(byte[] packed) {
      var inflater = new Inflater(!hasZlibHead(packed));
      return new InflaterInputStream(new ByteArrayInputStream(packed), inflater) {
        @Override
        public void close() throws IOException {
          super.close();
          inflater.end();
        }
      };
    }
  };

  /// What `Accept-Encoding` says of them.
  static final String NAMES = "gzip, zstd, deflate";

  /// A zstd frame may look back 8 MiB, as RFC 9659 has it for HTTP.
  static final int WINDOW_LOG_MAX = 23;

  private static final int WINDOW_BYTES_MAX = 1 << WINDOW_LOG_MAX;

  /// By the name in `Content-Encoding`, or null.
  static @Nullable Packing named(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> GZIP;
      case "zstd" -> ZSTD;
      case "deflate" -> DEFLATE;
      default -> null;
    };
  }

  abstract InputStream open(byte[] packed) throws IOException;

  /// How far it looks back in what it has unfolded, where that is much.
  long windowBytes() {
    return 0;
  }

  private static boolean hasZlibHead(byte[] packed) {
    if (packed.length < 2) return true;
    var head = (packed[0] & 0xFF) << 8 | (packed[1] & 0xFF);
    return (packed[0] & 0x0F) == 8 && head % 31 == 0;
  }
}
