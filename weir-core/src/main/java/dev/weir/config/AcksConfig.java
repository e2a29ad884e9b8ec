package dev.weir.config;

import dev.weir.Acks;

/// `acks:` — what each way in asks for where neither its request nor the topic's route says.
///
/// @param push `POST /push` that does not wait
/// @param pushWaiting `POST /push` with `wait_for_send`
/// @param grpc a message on a gRPC stream
/// @param frames a frame on the Unix socket, which has no way to answer
public record AcksConfig(Acks push, Acks pushWaiting, Acks grpc, Acks frames) {}
