package dev.weir.gateway.api.about;

import dev.weir.config.WeirConfig;

/// What a program has to have beside it, as files: a key where the gateway asks who one is, and who
/// signed the certificate where it speaks TLS itself.
record Proof(boolean key, boolean authority) {
  static final Proof NONE = new Proof(false, false);

  /// @param address that the program is given: before a port without TLS there may be a proxy with
  ///   it, and the other way round
  static Proof of(WeirConfig config, String port, String address) {
    var auth = config.auth();
    var encrypted = config.tls().encrypts(port) && address.startsWith("https:");
    return new Proof(!auth.isEmpty() && !auth.open().contains(port), encrypted);
  }

  /// Options, each with a blank behind it.
  String curl() {
    return (authority ? "--cacert CA.pem " : "")
        + (key ? "-H \"X-Api-Key: $(cat weir.key)\" " : "");
  }

  /// Variables, in the same way.
  String command() {
    return (authority ? "WEIR_CA_FILE=CA.pem " : "") + (key ? "WEIR_KEY_FILE=weir.key " : "");
  }

  /// @param address in quotes
  String pythonChannel(String address) {
    var channel =
        authority
            ? "grpc.secure_channel(%s, grpc.ssl_channel_credentials(open(\"CA.pem\", \"rb\").read()))"
            : "grpc.insecure_channel(%s)";
    return (key ? "grpc.intercept_channel(" + channel + ", WithKey())" : channel)
        .formatted(address);
  }

  /// With the empty lines around it.
  String pythonKey() {
    if (!key) return "";
    return """


    class WithKey(grpc.StreamStreamClientInterceptor):
        def intercept_stream_stream(self, go_on, call, requests):
            key = open("weir.key").read().strip()
            return go_on(call._replace(metadata=[("x-api-key", key)]), requests)

    """;
  }

  /// For a person, behind what else is needed.
  String words() {
    return (key ? ", weir.key with an API key" : "")
        + (authority ? ", CA.pem with who signed the gateway's certificate" : "");
  }
}
