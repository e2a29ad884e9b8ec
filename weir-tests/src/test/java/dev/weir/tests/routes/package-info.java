/// Where messages go: topics to sinks, shares, backups and limits.
@NullMarked
package dev.weir.tests.routes;

import org.jspecify.annotations.NullMarked;
