/// What is served, told to machines: `/openapi.json`.
///
/// Start with [Description]. The routes tell everything but the shapes of bodies, which are in
/// `schemas.json`.
@NullMarked
package dev.weir.gateway.rest.openapi;

import org.jspecify.annotations.NullMarked;
