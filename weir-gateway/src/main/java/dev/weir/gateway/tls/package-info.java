/// The certificates that the ports show: [Certificates] reads them, looks after their files, and
/// has the ports use new ones.
@NullMarked
package dev.weir.gateway.tls;

import org.jspecify.annotations.NullMarked;
