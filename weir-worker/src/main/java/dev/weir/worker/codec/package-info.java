/// What the bytes of keys and values mean.
///
/// Start with [Codecs]; [Registry] has those whose schemas a schema registry keeps. Jackson, Avro
/// and protobuf are each needed only by who uses their codecs: a class here that knows one of them
/// is loaded with the first of its codecs.
@NullMarked
package dev.weir.worker.codec;

import org.jspecify.annotations.NullMarked;
