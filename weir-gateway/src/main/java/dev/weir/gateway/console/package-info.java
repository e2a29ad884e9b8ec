/// The files of the page at `/console/`. What it shows comes from `/api/`.
@NullMarked
package dev.weir.gateway.console;

import org.jspecify.annotations.NullMarked;
