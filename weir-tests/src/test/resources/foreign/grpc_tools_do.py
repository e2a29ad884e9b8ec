"""Does what tools do with an address alone: asks for the services and their types, learns from that
how to call, and calls. Then the health, the limits, and a connection with keep-alive pings.

  grpc_tools_do.py ADDRESS TOPIC
"""

import sys
import time

import grpc
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

ADDRESS, TOPIC = sys.argv[1:]
MIB = 1 << 20


def learn(channel):
    """The methods and message types of a service nobody told us of."""
    known = ProtoReflectionDescriptorDatabase(channel)
    print("services:", *sorted(known.get_services()))
    pool = DescriptorPool(known)
    service = pool.FindServiceByName("KafkaAmbassador")
    for name in sorted(known.get_services()):
        methods = pool.FindServiceByName(name).methods
        print(name, "has", *sorted(method.name for method in methods))
    return service


def caller(channel, method):
    """A stub of one method, made of what was learnt."""
    path = f"/{method.containing_service.full_name}/{method.name}"
    make = channel.stream_stream if method.client_streaming else channel.unary_unary
    answer = GetMessageClass(method.output_type)
    return make(
        path,
        request_serializer=lambda request: request.SerializeToString(),
        response_deserializer=answer.FromString,
    )


def produce(channel, service):
    method = service.methods_by_name["Produce"]
    request = GetMessageClass(method.input_type)
    call = caller(channel, method)
    requests = [
        request(topic=TOPIC, message=b"learnt", streamOffset=offset, wantPosition=True)
        for offset in (100, 99, 98)
    ]
    acks = list(call(iter(requests)))
    print("acknowledged:", *(ack.streamOffset for ack in acks))
    print("positions:", *(ack.HasField("partition") and ack.HasField("offset") for ack in acks))
    listing = service.methods_by_name["ListTopics"]
    topics = caller(channel, listing)(GetMessageClass(listing.input_type)())
    print("listed:", TOPIC in topics.topics)
    return call, request


def too_large(call, request):
    try:
        list(call(iter([request(topic=TOPIC, message=b"x" * (5 * MIB))])))
    except grpc.RpcError as error:
        print("too large:", error.code().name, error.details())


def health(channel):
    stub = health_pb2_grpc.HealthStub(channel)
    for service in ("", "KafkaAmbassador"):
        answer = stub.Check(health_pb2.HealthCheckRequest(service=service))
        print("health:", health_pb2.HealthCheckResponse.ServingStatus.Name(answer.status))
    watch = stub.Watch(health_pb2.HealthCheckRequest())
    print("watched:", health_pb2.HealthCheckResponse.ServingStatus.Name(next(watch).status))
    watch.cancel()


def idle():
    """A stream that says nothing but pings for a while is as good as new."""
    options = [
        ("grpc.keepalive_time_ms", 200),
        ("grpc.keepalive_timeout_ms", 1_000),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.http2.max_pings_without_data", 0),
    ]
    with grpc.insecure_channel(ADDRESS, options=options) as channel:
        service = learn_quietly(channel)
        method = service.methods_by_name["Produce"]
        request = GetMessageClass(method.input_type)

        def late():
            time.sleep(3)
            yield request(topic=TOPIC, message=b"late", streamOffset=7)

        print("after a rest:", *(ack.streamOffset for ack in caller(channel, method)(late())))


def learn_quietly(channel):
    known = ProtoReflectionDescriptorDatabase(channel)
    return DescriptorPool(known).FindServiceByName("KafkaAmbassador")


def main():
    options = [("grpc.max_send_message_length", 16 * MIB)]
    with grpc.insecure_channel(ADDRESS, options=options) as channel:
        service = learn(channel)
        call, request = produce(channel, service)
        too_large(call, request)
        health(channel)
    idle()


main()
