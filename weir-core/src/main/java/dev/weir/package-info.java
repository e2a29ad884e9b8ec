/// The nouns of Weir, which every other package speaks in.
///
/// A [Submission] carries [Message]s from a client to the delivery; each gets one [Outcome], and
/// the submission's [Receipt] hears of them all, once. This package depends on nothing of ours.
@NullMarked
package dev.weir;

import org.jspecify.annotations.NullMarked;
