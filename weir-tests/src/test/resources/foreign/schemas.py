"""Writes and reads records with a schema by Confluent's own serializers.

    schemas.py REGISTRY write            prints "FORMAT hex" a line
    schemas.py REGISTRY read FORMAT HEX  prints what it read as JSON
"""

import datetime
import json
import sys

from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.schema_registry.json_schema import JSONDeserializer, JSONSerializer
from confluent_kafka.schema_registry.protobuf import ProtobufDeserializer, ProtobufSerializer
from confluent_kafka.serialization import MessageField, SerializationContext
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
from google.protobuf import timestamp_pb2  # known to the pool from now on

AVRO = json.dumps(
    {
        "type": "record",
        "name": "Ride",
        "namespace": "weir",
        "fields": [
            {"name": "id", "type": "long"},
            {"name": "note", "type": ["null", "string"], "default": None},
            {"name": "photo", "type": "bytes"},
            {"name": "stops", "type": {"type": "array", "items": "string"}},
            {"name": "price", "type": "double"},
        ],
    }
)
JSON = json.dumps(
    {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Ride",
        "type": "object",
        "properties": {"id": {"type": "integer"}, "note": {"type": "string"}},
        "required": ["id"],
    }
)


def protobuf_classes():
    """A file with a message in a message, as protoc would make it."""
    file = descriptor_pb2.FileDescriptorProto(
        name="rides.proto",
        package="weir",
        syntax="proto3",
        dependency=["google/protobuf/timestamp.proto"],
    )
    field = descriptor_pb2.FieldDescriptorProto
    first = file.message_type.add(name="First")
    first.field.add(name="id", number=1, type=field.TYPE_INT64, label=field.LABEL_OPTIONAL)
    first.field.add(name="stops", number=2, type=field.TYPE_STRING, label=field.LABEL_REPEATED)
    first.field.add(
        name="started_at",
        number=3,
        type=field.TYPE_MESSAGE,
        type_name=".google.protobuf.Timestamp",
        label=field.LABEL_OPTIONAL,
    )
    second = file.message_type.add(name="Second")
    second.nested_type.add(name="Other")
    inner = second.nested_type.add(name="Inner")
    inner.field.add(name="x", number=1, type=field.TYPE_INT32, label=field.LABEL_OPTIONAL)
    pool = descriptor_pool.Default()
    pool.Add(file)
    names = ("weir.First", "weir.Second.Inner")
    return [message_factory.GetMessageClass(pool.FindMessageTypeByName(n)) for n in names]


def context(topic):
    return SerializationContext(topic, MessageField.VALUE)


def write(registry):
    first, inner = protobuf_classes()
    settings = {"use.deprecated.format": False}
    avro = AvroSerializer(registry, AVRO)
    ride = {"id": 7, "note": "Köln", "photo": b"\x00\xff", "stops": ["a", "b"], "price": 1.5}
    print("AVRO", avro(ride, context("python-avro")).hex())
    plain = JSONSerializer(JSON, registry)
    print("JSONSCHEMA", plain({"id": 7, "note": "Köln"}, context("python-json")).hex())
    value = first(id=7, stops=["a", "b"])
    value.started_at.FromDatetime(datetime.datetime(2026, 1, 2, 3, 4, 5))
    proto = ProtobufSerializer(first, registry, settings)
    print("PROTOBUF", proto(value, context("python-proto")).hex())
    nested = ProtobufSerializer(inner, registry, settings)
    print("PROTOBUF", nested(inner(x=5), context("python-nested")).hex())


def read(registry, form, framed):
    framed = bytes.fromhex(framed)
    if form == "AVRO":
        value = AvroDeserializer(registry)(framed, context("weir-avro"))
        value["photo"] = value["photo"].hex()
    elif form == "JSONSCHEMA":
        value = JSONDeserializer(JSON, schema_registry_client=registry)(framed, context("weir-json"))
    else:
        first, _ = protobuf_classes()
        settings = {"use.deprecated.format": False}
        value = ProtobufDeserializer(first, settings, registry)(framed, context("weir-proto"))
        value = json_format.MessageToDict(value)
    print(json.dumps(value, sort_keys=True))


client = SchemaRegistryClient({"url": sys.argv[1]})
if sys.argv[2] == "write":
    write(client)
else:
    read(client, *sys.argv[3:])
