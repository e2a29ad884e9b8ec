package dev.weir.metrics;

import java.util.List;
import java.util.function.DoubleSupplier;

/// A number that only grows and that somebody else counts, read when somebody looks. Its name stays
/// as it is: no exporter adds a `_total`.
public record Total(String name, String help, List<Label> labels, DoubleSupplier value)
    implements Metric {}
