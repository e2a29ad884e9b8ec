/// What v2 tells of the gateway, the brokers and the topics, row by row.
@NullMarked
package dev.weir.tests.rest.meta;

import org.jspecify.annotations.NullMarked;
