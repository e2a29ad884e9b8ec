/// What Weir answers to those who ask too much, or mean no good, shown over the network.
///
/// Each test is tagged with the row of the security checklist that it shows, as `S12`.
@NullMarked
package dev.weir.tests.security;

import org.jspecify.annotations.NullMarked;
