/// Configuration files of programs that Weir takes the place of, as settings of Weir's.
///
/// Start with [OldFile], which tells by a file's keys whose it is. [Kahego], [Kprf] and
/// [Ambassador] each write a [Draft]; [Librdkafka] is the table of Kafka's client options that they
/// share. What comes out is text: `dev.weir.config` reads and checks it like a file of its own.
@NullMarked
package dev.weir.config.legacy;

import org.jspecify.annotations.NullMarked;
