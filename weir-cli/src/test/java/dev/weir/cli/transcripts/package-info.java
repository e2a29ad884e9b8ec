/// What people type, and exactly what they see: pages whose `console` blocks are carried out.
///
/// Start with [TranscriptsTest].
@NullMarked
package dev.weir.cli.transcripts;

import org.jspecify.annotations.NullMarked;
