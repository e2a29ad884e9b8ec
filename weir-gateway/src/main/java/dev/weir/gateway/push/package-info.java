/// `POST /push`, as kprf has it: [PushIngress] answers, [PushCodec] knows the bytes.
@NullMarked
package dev.weir.gateway.push;

import org.jspecify.annotations.NullMarked;
