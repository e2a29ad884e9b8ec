package dev.weir.gateway.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/// Uncompresses a message without trusting that it stays small: a few bytes can unfold to
/// gigabytes.
sealed interface Gunzip {
  @SuppressWarnings("ArrayRecordComponent") // handed over, compared by nobody
  record Plain(byte[] bytes) implements Gunzip {}

  record TooLarge() implements Gunzip {}

  record Broken(String why) implements Gunzip {}

  static Gunzip atMost(int bytesMax, byte[] zipped) {
    try (var unzipping = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      var bytes = unzipping.readNBytes(bytesMax + 1);
      return bytes.length > bytesMax ? new TooLarge() : new Plain(bytes);
    } catch (IOException e) {
      return new Broken(e.toString());
    }
  }
}
