"""Makes the descriptors that Weir's reflection tells of anew: protoset.py FILE. Run in the project's
root."""

import sys

from grpc_tools import protoc

FILES = [
    "kafka_ambassador.proto",
    "grpc/health/v1/health.proto",
    "grpc/reflection/v1/reflection.proto",
    "grpc/reflection/v1alpha/reflection.proto",
]
FOLDERS = ["-Iexamples/clients/proto", "-Iweir-gateway/src/main/proto"]

sys.exit(protoc.main(["protoc", *FOLDERS, "--descriptor_set_out=" + sys.argv[1], *FILES]))
