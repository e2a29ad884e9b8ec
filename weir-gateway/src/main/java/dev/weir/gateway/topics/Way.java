package dev.weir.gateway.topics;

import dev.weir.Acks;

/// What the settings say of messages that come this way.
///
/// @param acks how safe a message must be whose sender does not say
/// @param unchosen what stands for the partition of a message whose sender names none
/// @param messageBytes what a message may have
record Way(Acks acks, int unchosen, long messageBytes) {}
