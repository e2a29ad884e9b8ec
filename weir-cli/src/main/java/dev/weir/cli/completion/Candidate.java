package dev.weir.cli.completion;

/// A word that may stand where the cursor is.
///
/// @param kind for a heading: `option`, `topic`
/// @param whole whether the word is at its end; after `key=` comes more
public record Candidate(String word, String description, String kind, boolean whole) {}
