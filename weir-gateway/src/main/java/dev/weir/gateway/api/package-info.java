/// What the console shows and does, as an API that others may use: `/api/`.
@NullMarked
package dev.weir.gateway.api;

import org.jspecify.annotations.NullMarked;
