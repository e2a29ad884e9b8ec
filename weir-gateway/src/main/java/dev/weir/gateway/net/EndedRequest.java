package dev.weir.gateway.net;

import org.jspecify.annotations.Nullable;

/// What is to be said of a request when it is over.
///
/// @param client the address of the other end, without its port
/// @param principal who was found to send it, or null where nobody was asked
/// @param path as it was sent, without its query, which may hold secrets
/// @param status of the answer; 0 where there was none
/// @param bytesIn of the body
/// @param bytesOut of the answer's body
/// @param nanos from the head of the request to the end of the answer
/// @param id the `X-Request-Id` of the answer, or null
/// @param tls the version of TLS that it came in; empty where it came in clear text
/// @param subject whom the certificate of the client names, or null
public record EndedRequest(
    String client,
    @Nullable String principal,
    String method,
    String path,
    int status,
    long bytesIn,
    long bytesOut,
    long nanos,
    @Nullable String id,
    String tls,
    @Nullable String subject) {}
