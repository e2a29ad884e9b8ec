/// What a worker promises, on a real broker: a test for each numbered scenario of
/// `docs/testing.md`.
///
/// A [WorkerTopic] has the records and knows what its group has committed; [Attempts] is what the
/// processor was given, and says whether each came once and in order.
@NullMarked
package dev.weir.tests.worker;

import org.jspecify.annotations.NullMarked;
