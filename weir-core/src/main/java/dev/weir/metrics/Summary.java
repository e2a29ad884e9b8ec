package dev.weir.metrics;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// How often something happened and how much of it there was, which somebody else counts, read when
/// somebody looks.
public record Summary(
    String name, String help, List<Label> labels, LongSupplier count, DoubleSupplier sum)
    implements Metric {}
