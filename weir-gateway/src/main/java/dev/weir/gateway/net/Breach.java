package dev.weir.gateway.net;

/// Why what a client sends is no request that is read, as the status and its words: where there is
/// one of Go's HTTP library, in its words.
enum Breach {
  NO_HTTP("400 Bad Request"),
  SLOW("408 Request Timeout: the head of a request has to come within 10 s"),
  LONG_LINE("414 Request-URI Too Long"),
  LARGE_HEAD("431 Request Header Fields Too Large"),
  CODING(
      "501 Not Implemented: the only Transfer-Encoding is 'chunked'; send what is packed with"
          + " Content-Encoding"),
  VERSION("505 HTTP Version Not Supported");

  final String text;

  Breach(String text) {
    this.text = text;
  }

  int status() {
    return Integer.parseInt(text.substring(0, 3));
  }
}
