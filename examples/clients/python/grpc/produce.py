#!/usr/bin/env python3
"""Sends messages to a running Weir over gRPC.

  ./weir up                                      in one terminal
  cd examples/clients/python/grpc                and in another
  python3 -m venv venv
  venv/bin/pip install -r requirements.txt
  venv/bin/python -m grpc_tools.protoc -I ../../proto --python_out=. --grpc_python_out=. \\
    kafka_ambassador.proto
  venv/bin/python produce.py
  venv/bin/python produce.py 127.0.0.1:18282 rides 3          the same, in full

After a lost connection it sends again what was not acknowledged; a message may then be there twice.
"""

import sys
import time

import grpc
import kafka_ambassador_pb2 as pb
import kafka_ambassador_pb2_grpc as pb_grpc

PAUSE = 0.2  # seconds; what a gateway that is down for a moment needs to come back
AGAIN = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED)


def message(topic: str, number: int) -> pb.ProdRq:
    return pb.ProdRq(
        topic=topic,
        message=b"message %d" % number,
        streamOffset=number,
        key=b"one key keeps all in order",
        headers=[pb.Header(key="client", value=b"python")],
    )


def produce(ambassador: pb_grpc.KafkaAmbassadorStub, topic: str, count: int) -> int:
    """Sends without waiting, and returns how many are safe. Acknowledgements come in order."""
    safe = 0
    while safe < count:
        numbers = range(safe + 1, count + 1)
        try:
            for ack in ambassador.Produce(message(topic, number) for number in numbers):
                safe = ack.streamOffset
        except grpc.RpcError as error:
            if error.code() not in AGAIN:
                raise
            time.sleep(PAUSE)
    return safe


def main() -> None:
    address = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:18282"
    topic = sys.argv[2] if len(sys.argv) > 2 else "rides"
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    with grpc.insecure_channel(address) as channel:
        ambassador = pb_grpc.KafkaAmbassadorStub(channel)
        print(produce(ambassador, topic, count), "messages acknowledged")
        print("topics:", *ambassador.ListTopics(pb.Empty()).topics)


if __name__ == "__main__":
    main()
