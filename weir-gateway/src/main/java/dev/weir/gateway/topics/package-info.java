/// The ambassador's HTTP: a message as the body of a request, the names of the topics, and beside
/// it a stream of messages, a line each.
///
/// Start with [TopicsIngress]; [MessagesEndpoint] is one message, [MessageStream] is many.
@NullMarked
package dev.weir.gateway.topics;

import org.jspecify.annotations.NullMarked;
