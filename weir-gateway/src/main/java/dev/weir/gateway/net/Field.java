package dev.weir.gateway.net;

/// One header field of an answer.
public record Field(String name, String value) {}
