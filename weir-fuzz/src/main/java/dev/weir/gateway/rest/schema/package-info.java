/// Tries records with a schema, and schemas, with any bytes; see `dev.weir.fuzz`.
@NullMarked
package dev.weir.gateway.rest.schema;

import org.jspecify.annotations.NullMarked;
