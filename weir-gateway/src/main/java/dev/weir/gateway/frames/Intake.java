package dev.weir.gateway.frames;

import dev.weir.Acks;
import dev.weir.Submission;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What the connections of one socket share.
///
/// @param delivery takes the messages
/// @param acks how safe a message must be before the next one of its connection is taken; that may
///   change at any time
record Intake(
    Consumer<Submission> delivery, Supplier<Acks> acks, FrameMetrics metrics, FrameRoom room) {}
