import grpc
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)
«python-key»
with «python-channel» as weir:
    types = DescriptorPool(ProtoReflectionDescriptorDatabase(weir))  # the gateway tells them
    service = types.FindServiceByName("KafkaAmbassador").methods_by_name["Produce"]
    Message, Ack = GetMessageClass(service.input_type), GetMessageClass(service.output_type)
    produce = weir.stream_stream(
        "/KafkaAmbassador/Produce",
        request_serializer=Message.SerializeToString,
        response_deserializer=Ack.FromString,
    )
    message = Message(topic="«topic»", message=«python-message».encode(), streamOffset=1)
    for ack in produce(iter([message])):
        print("acknowledged:", ack.streamOffset)
