package dev.weir.fuzz;

import java.util.List;

/// What is fuzzed: a class with a `fuzzerTestOneInput(byte[])` that throws where a law is broken.
///
/// @param name of the folders of its seeds and of its corpus
/// @param instrumented the classes whose branches lead the search
/// @param bytesMax no input is longer
record Target(String name, String type, List<String> instrumented, int bytesMax) {
  private static final String CORE = "dev.weir.";
  private static final String GATEWAY = CORE + "gateway.";

  static final List<Target> ALL =
      List.of(
          gateway("frames", "frames.FrameTarget", 4_096),
          gateway("grpc-frames", "net.GrpcFramesTarget", 4_096),
          gateway("lines", "net.LinesTarget", 1_024),
          gateway("objects", "net.ObjectsTarget", 1_024),
          gateway("records", "rest.produce.RecordsTarget", 4_096),
          gateway("unpacked", "net.UnpackedTarget", 4_096),
          gateway("produce", "grpc.ProduceTarget", 1_024),
          new Target(
              "push",
              GATEWAY + "push.PushTarget",
              List.of(GATEWAY + "push.**", "com.fasterxml.jackson.core.json.**"),
              4_096),
          new Target(
              "line",
              GATEWAY + "topics.LineTarget",
              List.of(GATEWAY + "topics.**", "com.fasterxml.jackson.core.json.**"),
              4_096),
          gateway("path", "topics.PathTarget", 1_024),
          new Target(
              "payload",
              GATEWAY + "rest.schema.PayloadTarget",
              List.of(GATEWAY + "rest.schema.**", "com.google.protobuf.util.**"),
              1_024),
          gateway("proto", "rest.schema.ProtoTarget", 2_048),
          new Target(
              "old-settings", CORE + "fuzz.OldSettingsTarget", List.of(CORE + "config.**"), 4_096),
          new Target(
              "settings",
              CORE + "fuzz.SettingsTarget",
              List.of(CORE + "config.**", "org.snakeyaml.engine.**"),
              4_096),
          new Target("log", CORE + "wal.SegmentTarget", List.of(CORE + "wal.**"), 8_192),
          new Target("offsets", CORE + "worker.OffsetsTarget", List.of(CORE + "worker.**"), 4_096));

  private static Target gateway(String name, String type, int bytesMax) {
    var of = type.substring(0, type.lastIndexOf('.'));
    return new Target(name, GATEWAY + type, List.of(GATEWAY + of + ".**"), bytesMax);
  }
}
