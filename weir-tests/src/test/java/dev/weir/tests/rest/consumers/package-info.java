/// The consumers of the REST proxy, against a real broker.
@NullMarked
package dev.weir.tests.rest.consumers;

import org.jspecify.annotations.NullMarked;
