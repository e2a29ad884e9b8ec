@NullMarked
package dev.weir.worker.telemetry;

import org.jspecify.annotations.NullMarked;
