/// What monitoring is given: the page of metrics, and the files of alerts and panels that ask it.
@NullMarked
package dev.weir.tests.metrics;

import org.jspecify.annotations.NullMarked;
