package dev.weir.config;

/// `partitioner:` — for each way in, how the partition of a key is found. The default is what the
/// clients of that protocol had, so that moving to Weir leaves every key in its partition.
public record PartitionerConfig(
    Partitioner push, Partitioner topics, Partitioner rest, Partitioner grpc, Partitioner frames) {
  static PartitionerConfig read(Section section) {
    return new PartitionerConfig(
        section.choice("push", Partitioner.CRC32),
        section.choice("topics", Partitioner.CRC32),
        section.choice("rest", Partitioner.MURMUR2),
        section.choice("grpc", Partitioner.CRC32),
        section.choice("frames", Partitioner.CRC32));
  }
}
