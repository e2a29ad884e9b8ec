package dev.weir.worker.codec;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.weir.worker.Codec;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// A schema registry that speaks Confluent's protocol, and codecs whose schemas it keeps.
///
/// ```java
/// var registry = Registry.at("http://localhost:8081");
/// Worker.on(kafka).group("billing").topics("rides").values(registry.avro(Ride.class))
/// ```
///
/// Bytes begin with a 0 and the id of the schema that they were written with, in four bytes.
/// Schemas are asked for once and kept. Bytes without that beginning, with an id that the registry
/// does not know, or that do not fit what is read are refused by a
/// [dev.weir.worker.DecodeException]: a dead letter. If the registry is away or has a fault of its
/// own, a [RegistryException] says so, and the record is tried again.
///
/// What is written has the subject `<topic>-value` or `<topic>-key`, and its schema must be
/// registered, unless it is said otherwise.
///
/// It never changes: each method gives another one. It needs Jackson.
public final class Registry {
  private final Link link;
  private final Schemas schemas;
  private final @Nullable String subject;
  private final boolean register;

  private Registry(Link link, Schemas schemas, @Nullable String subject, boolean register) {
    this.link = link;
    this.schemas = schemas;
    this.subject = subject;
    this.register = register;
  }

  /// The registry at that address.
  ///
  /// @param urls such as `http://localhost:8081`; where one is away, the next is asked
  public static Registry at(String... urls) {
    return linked(Link.to(urls), null, false);
  }

  private static Registry linked(Link link, @Nullable String subject, boolean register) {
    return new Registry(link, new Schemas(link), subject, register);
  }

  /// Logs in by name and password.
  public Registry login(String user, String password) {
    return linked(link.authorization(Link.basic(user + ":" + password)), subject, register);
  }

  /// Logs in by a token, which is asked for each time.
  public Registry bearer(Supplier<String> token) {
    return linked(link.authorization(() -> "Bearer " + token.get()), subject, register);
  }

  /// How long an attempt waits for a schema; 10 s without it.
  public Registry timeout(Duration time) {
    return linked(link.timeout(time), subject, register);
  }

  /// Talks by that client, such as one that has certificates of its own or a proxy.
  public Registry client(HttpClient client) {
    return linked(link.client(Objects.requireNonNull(client, "client")), subject, register);
  }

  /// Writes under that subject, whatever the topic.
  public Registry subject(String name) {
    if (name.isBlank()) throw new IllegalArgumentException("A subject has a name");
    return new Registry(link, schemas, name, register);
  }

  /// Registers schemas that are not.
  public Registry autoRegister() {
    return new Registry(link, schemas, subject, true);
  }

  /// Avro as a generated class: what was written with an older or a newer schema is resolved to
  /// that of the class.
  public <T extends SpecificRecord> Codec<T> avro(Class<T> type) {
    return new RegistryCodec<>(this, AvroFormat.of(type));
  }

  /// Avro as that schema has it. Values are written with their own.
  public Codec<GenericRecord> avro(Schema reader) {
    return new RegistryCodec<>(this, AvroFormat.of(reader));
  }

  /// Avro as it was written.
  public Codec<GenericRecord> avro() {
    return new RegistryCodec<>(this, AvroFormat.asWritten());
  }

  /// Protobuf as a generated class: `registry.protobuf(Ride.parser())`. A message of another name
  /// is refused.
  public <T extends Message> Codec<T> protobuf(Parser<T> parser) {
    return new RegistryCodec<>(this, new ProtobufFormat<>(new Protobuf<>(parser)));
  }

  /// JSON with a JSON Schema, to be read only.
  public <T> Codec<T> json(Class<T> type) {
    return new RegistryCodec<>(this, new JsonSchemaFormat<>(Codecs.json(type), null));
  }

  /// JSON with a JSON Schema. Values are not held against it.
  public <T> Codec<T> json(Class<T> type, String schema) {
    return json(Codecs.json(type), schema);
  }

  /// As [#json(Class, String)], for what that codec writes and reads.
  public <T> Codec<T> json(Codec<T> payload, String schema) {
    return new RegistryCodec<>(this, new JsonSchemaFormat<>(payload, schema));
  }

  String subject(Codec.Context context) {
    return subject == null ? context.topic() + (context.key() ? "-key" : "-value") : subject;
  }

  int id(String subject, Definition definition) {
    return schemas.id(subject, definition, register);
  }

  Written written(int id) {
    return schemas.written(id);
  }

  /// Without what one logs in with.
  @Override
  public String toString() {
    return "Registry" + link.urls();
  }
}
