package dev.weir.config;

/// A value as it was written, and where.
record Given(String text, Origin origin) {}
