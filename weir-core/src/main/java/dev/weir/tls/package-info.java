/// Keys and certificates in files: [Identity] is what one shows, [Authorities] whom one believes.
///
/// Nothing here knows of settings or of the network: who is told that a file is bad names the
/// setting.
@NullMarked
package dev.weir.tls;

import org.jspecify.annotations.NullMarked;
