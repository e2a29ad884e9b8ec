/// The delivery against everything that can go wrong, in simulated time.
///
/// Start with [ChaosTest]: one seed is one [Simulation]. The core, its log and its settings are the
/// real ones; simulated are the [clock][Timeline], the [disk][SimulatedDisk], the
/// [cluster][SimulatedKafka] and the [clients][Traffic]. The [Audit] knows what was promised.
///
/// ```
/// Traffic ──▶ Delivery ──▶ Lane ──▶ SimulatedSink ──▶ SimulatedKafka ──▶ Audit
///    │                      └▶ Wal ──▶ SimulatedDisk                       ▲
///    └──────────────── what was told, and what was promised ──────────────┘
/// ```
@NullMarked
package dev.weir.delivery;

import org.jspecify.annotations.NullMarked;
