package dev.weir.cli.size;

/// What is asked for, and what one partition does. In bytes a second.
///
/// @param growth so many times the target is to fit one day
/// @param consumers in one group; 1 where nothing is said of them
/// @param partitionsNow 0 is a topic that is not there yet
record Need(
    double target,
    Figure producer,
    Figure consumer,
    double growth,
    int consumers,
    int replicas,
    int partitionsNow) {}
