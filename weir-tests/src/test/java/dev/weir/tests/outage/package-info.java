/// What happens while Kafka is away, and after it is back.
@NullMarked
package dev.weir.tests.outage;

import org.jspecify.annotations.NullMarked;
