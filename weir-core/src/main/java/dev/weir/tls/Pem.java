package dev.weir.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Text between two lines of dashes, and what the first of them calls it: `CERTIFICATE`.
///
/// @param bytes its own
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Pem(String title, byte[] bytes) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /// What stands in a text; anything between them is a remark.
  static List<Pem> all(String text) {
    var all = new ArrayList<Pem>();
    var found = BLOCK.matcher(text);
    while (found.find()) all.add(new Pem(found.group(1), bytes(found.group(1), found.group(2))));
    return all;
  }

  private static byte[] bytes(String title, String text) {
    if (text.contains("ENCRYPTED")) {
      throw new TlsException(
          "is encrypted in OpenSSL's old way. Write it anew: openssl pkcs8 -topk8 -in OLD -out"
              + " NEW");
    }
    try {
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new TlsException("is damaged: its %s is no base64".formatted(title), e);
    }
  }
}
