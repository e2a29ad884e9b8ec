/// Values with schemas, before a registry.
@NullMarked
package dev.weir.tests.rest.schema;

import org.jspecify.annotations.NullMarked;
