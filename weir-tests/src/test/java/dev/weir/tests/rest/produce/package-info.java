/// What clients rely on who send records through the REST proxy, shown against a real broker.
@NullMarked
package dev.weir.tests.rest.produce;

import org.jspecify.annotations.NullMarked;
