/// Certificates for tests, made in milliseconds and with nothing but the JDK: start with
/// [Authority#create].
@NullMarked
package dev.weir.testkit.tls;

import org.jspecify.annotations.NullMarked;
