/// A part of REST API v3: clusters, brokers, topics, their settings, partitions, groups and lag.
///
/// Start with [AdminRoutes], which lists the calls; [Item] is what nearly all of them answer.
@NullMarked
package dev.weir.gateway.rest.v3;

import org.jspecify.annotations.NullMarked;
