/// The topics as the console shows them: with figures, settings, and what is done with them.
///
/// [TopicRoutes] lists the calls. [TopicList] is what the list of topics is made of, [Figures] what
/// is measured of partitions.
@NullMarked
package dev.weir.gateway.api.topics;

import org.jspecify.annotations.NullMarked;
