package dev.weir.metrics;

import java.util.List;
import java.util.function.DoubleSupplier;

/// A number that goes up and down, read when somebody looks.
public record Gauge(String name, String help, List<Label> labels, DoubleSupplier value)
    implements Metric {}
