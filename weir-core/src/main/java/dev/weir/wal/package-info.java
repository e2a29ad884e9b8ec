/// The write-ahead log: what was accepted and not yet delivered, safe on this machine's disk.
///
/// ```text
/// owner  ── append ──▶ Intake ──▶ Writer ──▶ Tape ──▶ Tail      one thread forces, group by group
///        ◀── next ─── Reader ◀─── Segments ◀───┘                the owner's thread reads
/// anyone ── ack ────▶ Waiting                                   three bits a message
/// ```
///
/// Start with [Wal]. [Frame] and [FileHeader] are the format, `docs/wal.md` has all of it; [Survey]
/// is what a start finds, [Repair] what it does about it, [Tidying] what keeps the files few.
/// [WalFiles] is for tools.
@NullMarked
package dev.weir.wal;

import org.jspecify.annotations.NullMarked;
