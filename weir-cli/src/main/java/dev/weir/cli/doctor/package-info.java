/// `weir doctor`: what keeps a command, or a gateway on this machine, from working. Start with
/// [DoctorCommand]; each [Check] yields findings.
@NullMarked
package dev.weir.cli.doctor;

import org.jspecify.annotations.NullMarked;
