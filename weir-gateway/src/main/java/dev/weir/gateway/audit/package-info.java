/// Who came in, who was not let in, and who changed what: a line each in the log `dev.weir.audit`.
@NullMarked
package dev.weir.gateway.audit;

import org.jspecify.annotations.NullMarked;
