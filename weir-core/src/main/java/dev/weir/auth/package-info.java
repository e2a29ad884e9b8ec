/// Who may do what: roles, and the hashes of which the settings are made in the place of passwords
/// and keys.
@NullMarked
package dev.weir.auth;

import org.jspecify.annotations.NullMarked;
