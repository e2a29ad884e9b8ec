/// Fuzz targets beside what they fuzz.
@NullMarked
package dev.weir.gateway.rest.produce;

import org.jspecify.annotations.NullMarked;
