/// How records come in through the REST proxy: the produce calls of v2 and of v3.
///
/// Start with [ProduceRoutes]. [RecordsReader] reads the body of v2 and [DraftReader] a record of
/// v3, both from the bytes themselves ([JsonBytes]); [Produced] and [RecordAnswer] are the answers.
@NullMarked
package dev.weir.gateway.rest.produce;

import org.jspecify.annotations.NullMarked;
