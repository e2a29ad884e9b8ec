/// Who reads what, how far behind each group is and was over the last hour, and how to set a group
/// elsewhere.
///
/// [GroupRoutes] are the calls. A [Lookout] asks Kafka for a [Look]; [Looks] keeps those that are
/// needed to say how things change, and makes a [Sight] of them, which is what answers and
/// [LagChannel] tell.
@NullMarked
package dev.weir.gateway.api.groups;

import org.jspecify.annotations.NullMarked;
