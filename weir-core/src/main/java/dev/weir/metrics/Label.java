package dev.weir.metrics;

/// One name and value that tells series of a metric apart.
public record Label(String name, String value) {}
