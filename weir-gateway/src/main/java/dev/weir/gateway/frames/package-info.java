/// The Unix socket ingress: messages in length-prefixed frames, written to a local socket and never
/// answered.
///
/// Start with [FramesIngress]. [FrameCodec] knows the format and nothing else; [FrameReader] hands
/// what one client wrote to the delivery, in order, and stops reading while there is no room.
/// [FrameRoom] bounds what all clients together have half sent.
@NullMarked
package dev.weir.gateway.frames;

import org.jspecify.annotations.NullMarked;
