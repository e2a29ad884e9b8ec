package dev.weir.gateway.rest.schema;

/// Another schema that a schema needs.
///
/// @param name what it is called in the text: a type, an address or the name of a file
record Reference(String name, String subject, int version) {}
