/// What every part of the REST proxy stands on: routes, calls, media types, errors, addresses.
@NullMarked
package dev.weir.gateway.web;

import org.jspecify.annotations.NullMarked;
