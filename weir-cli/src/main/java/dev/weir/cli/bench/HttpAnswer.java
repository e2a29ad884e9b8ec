package dev.weir.cli.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One answer of HTTP/1.1, read whole.
///
/// @param last whether the server closes the connection behind it
record HttpAnswer(int status, String body, boolean last) {
  private static final int LINE_MAX = 16 << 10;

  static HttpAnswer read(InputStream in) throws IOException {
    var first = line(in);
    if (!first.startsWith("HTTP/1.") || first.length() < 12) {
      throw new IOException("no HTTP: " + first);
    }
    var status = Integer.parseInt(first.substring(9, 12));
    var length = 0;
    var chunked = false;
    var last = first.startsWith("HTTP/1.0");
    for (var field = line(in); !field.isEmpty(); field = line(in)) {
      var colon = field.indexOf(':');
      var value = field.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
      switch (field.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = Integer.parseInt(value);
        case "transfer-encoding" -> chunked = value.equals("chunked");
        case "connection" -> last = value.equals("close");
        default -> {}
      }
    }
    var body = chunked ? chunks(in) : exactly(in, length);
    return new HttpAnswer(status, body, last);
  }

  private static String chunks(InputStream in) throws IOException {
    var body = new StringBuilder();
    for (var size = chunk(in); size > 0; size = chunk(in)) {
      body.append(exactly(in, size));
      line(in);
    }
    while (!line(in).isEmpty()) {} // trailers
    return body.toString();
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
  }

  private static String exactly(InputStream in, int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) throw new EOFException();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0) throw new EOFException();
      if (line.length() > LINE_MAX) throw new IOException("a line of more than " + LINE_MAX);
      if (one != '\r') line.append((char) one);
    }
    return line.toString();
  }
}
