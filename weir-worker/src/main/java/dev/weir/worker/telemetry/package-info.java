/// Traces of a worker, for who has OpenTelemetry; nobody else loads this package.
@NullMarked
package dev.weir.worker.telemetry;

import org.jspecify.annotations.NullMarked;
