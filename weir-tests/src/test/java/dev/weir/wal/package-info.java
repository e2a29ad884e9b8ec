/// The log against a disk that fails, is damaged and loses its power.
///
/// Start with [WalModelTest]: random actions against [WalModel]. The tests beside it take one fault
/// each, and take it at every point.
@NullMarked
package dev.weir.wal;

import org.jspecify.annotations.NullMarked;
