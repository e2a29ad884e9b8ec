package dev.weir.config;

import java.time.Duration;

/// So much in any stretch of time of this length, as in `5000/s` or `42/m`.
public record Rate(long amount, Duration per) {}
