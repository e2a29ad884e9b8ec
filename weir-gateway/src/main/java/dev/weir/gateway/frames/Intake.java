package dev.weir.gateway.frames;

import dev.weir.delivery.Delivery;

/// What the connections of one socket share.
record Intake(Delivery delivery, FrameMetrics metrics, FrameRoom room) {}
