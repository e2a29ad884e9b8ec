/// The Unix socket ingress: messages in length-prefixed frames, written to a local socket. On one
/// socket nobody is answered, as kahego had it; on another every frame is acknowledged.
///
/// Start with [FramesIngress]. [FrameCodec] knows the format and nothing else; [FrameReader] reads
/// what one client wrote and stops reading while there is no room; [Convoy] sees its messages
/// through the delivery, in order. [FrameRoom] bounds what all clients together have half sent.
/// [Greeting] and [Acknowledgements] are what the acknowledged socket has beside it.
@NullMarked
package dev.weir.gateway.frames;

import org.jspecify.annotations.NullMarked;
