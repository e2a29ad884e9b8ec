package dev.weir.gateway.rest.schema;

import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import java.net.URI;

/// What clients are told where schemas are in their way.
final class Failures {
  private Failures() {}

  static RestException noRegistry() {
    return registry("There is no schema registry. Set registry.url");
  }

  /// @param registry without its password
  static RestException unreachable(URI registry, String why) {
    return registry("The schema registry at %s did not answer: %s".formatted(registry, why));
  }

  static RestException noTime() {
    return registry("The schema registry did not answer within registry.timeout");
  }

  static RestException noSchema(int id, Refusal refusal) {
    return registry("Schema %d is not in the registry: %s".formatted(id, refusal.getMessage()));
  }

  static RestException noLatest(String subject, Refusal refusal) {
    return registry("Subject %s has no latest schema: %s".formatted(subject, refusal.getMessage()));
  }

  static RestException noReference(Reference reference, Refusal refusal) {
    return invalid(
        "The schema refers to version %d of subject %s, which the registry has not: %s"
            .formatted(reference.version(), reference.subject(), refusal.getMessage()));
  }

  static RestException noVersion(String subject, int version, Refusal refusal) {
    return invalid(
        "Subject %s has no version %d: %s".formatted(subject, version, refusal.getMessage()));
  }

  static RestException badSubject(int lengthMax) {
    return invalid(
        "The name of a subject has 1 to %,d characters, and is neither . nor .."
            .formatted(lengthMax));
  }

  static RestException notUnder(String subject, int id) {
    return invalid("Schema %d is not registered under subject %s".formatted(id, subject));
  }

  static RestException notRegistered(String subject) {
    return invalid(
        "The schema is not registered under subject %s, and registry.auto-register is off"
            .formatted(subject));
  }

  static RestException refused(String subject, Refusal refusal) {
    return invalid(
        "The registry refused the schema for subject %s: %s"
            .formatted(subject, refusal.getMessage()));
  }

  static RestException otherFormat(int id, Format is, Format wanted) {
    return invalid(
        "Schema %d is %s, and %s is asked for".formatted(id, is.label(), wanted.label()));
  }

  static RestException bad(Format format, BadSchema bad) {
    return invalid("The %s schema cannot be used: %s".formatted(format.label(), bad.getMessage()));
  }

  static RestException unknownType(int id, String type) {
    return invalid("Schema %d is of the type %s, which Weir does not know".formatted(id, type));
  }

  static RestException noName(String strategy) {
    return invalid("The strategy %s wants a schema that has a name".formatted(strategy));
  }

  static RestException noFormat() {
    return new RestException(400, 400, "A schema that is written out wants a type beside it");
  }

  static RestException misfit(int id, Misfit misfit) {
    return conversion("The value does not fit schema %d, at %s".formatted(id, misfit.getMessage()));
  }

  static RestException notFramed() {
    return conversion("The bytes do not name a schema: they do not begin with 0 and an id");
  }

  static RestException written(int id, Format is, Format wanted) {
    return conversion(
        "The bytes are %s, by their schema %d, and %s is to be read"
            .formatted(is.label(), id, wanted.label()));
  }

  static RestException unreadable(int id, Misfit misfit) {
    return conversion(
        "The bytes do not fit their schema %d, at %s".formatted(id, misfit.getMessage()));
  }

  private static RestException registry(String text) {
    return new RestException(408, 40801, text);
  }

  private static RestException invalid(String text) {
    return new RestException(422, 42205, text);
  }

  private static RestException conversion(String text) {
    return new RestException(422, 42203, text);
  }
}
