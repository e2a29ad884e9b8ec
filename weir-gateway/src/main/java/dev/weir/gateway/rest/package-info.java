/// The REST proxy: Confluent's v2 with Strimzi's extras, and a part of v3.
@NullMarked
package dev.weir.gateway.rest;

import org.jspecify.annotations.NullMarked;
