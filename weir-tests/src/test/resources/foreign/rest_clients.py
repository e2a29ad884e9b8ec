"""Clients of the REST proxy that other people have written, doing what they are for.

    python rest_clients.py NAME http://127.0.0.1:8082
"""

import asyncio
import base64
import json
import logging
import sys
import types
import urllib.request

# kafka-bridge-client imports a module that only some builds of Python have, and uses nothing of it.
sys.modules.setdefault("xxlimited", types.SimpleNamespace(Str=str))


def bridge(base, proxy):
    """kafka-bridge-client, which speaks to Strimzi's bridge and to Confluent's proxy."""
    from kafka_bridge_client import KafkaBridgeConsumer, KafkaBridgeProducer, Message

    topic = f"bridge-{proxy}"

    async def life():
        producer = KafkaBridgeProducer(base, timeout=30)
        messages = [Message(key=f"k{n}", value=f"message {n}".encode()) for n in range(20)]
        producer.sends(topic, messages, binary=True)

        # The second life reads on where the first has committed: behind the last record. The client
        # names that record though, which on the bridge means that it comes again.
        for expected in (20, 1 if proxy == "strimzi" else 0):
            consumer = KafkaBridgeConsumer(
                topic,
                group_id=f"group-{proxy}",
                auto_offset_reset="earliest",
                enable_auto_commit=False,
                bootstrap_server=base,
                consumer_name="one",
                proxy=proxy,
                sleep_interval_seconds=0,
            )
            values = []
            async with consumer:
                for _ in range(10 if expected else 1):
                    records = await consumer.poll_records(max_bytes=100_000, timeout=3_000)
                    values += [base64.b64decode(record["value"]).decode() for record in records]
                    if len(values) >= expected:
                        break
                if values:
                    await consumer.commit()
            print(f"{proxy}: {len(values)} of {expected} {values[:1]} {values[-1:]}")

    asyncio.run(life())


def nlp(base):
    """nlp-kafka-rest-api: writes questions, and looks for the answers in another topic."""
    from kafka_rest import Consumer, Producer

    with Consumer(kafka_rest_api_url=base, topic_id="nlp") as consumer:
        producer = Producer(kafka_rest_api_url=base, topic_id="nlp-response")
        keys = producer.produce([{"n": 1}, {"n": 2}], endpoint="classify")
        found = {}
        for records, remaining in consumer.consume(keys, interval_sec=0):
            found.update({record["key"]: record["value"]["payload"] for record in records})
        print([found[key] for key in keys], len(remaining))


def mapr(base):
    """pymapr-kafkarest: made for MapR's proxy, with seeks straight after the subscription."""
    from pymapr_kafkarest.kafkarest import MaprKlient, MaprKProducer

    logging.getLogger().setLevel(logging.ERROR)
    # It sends what it sends four times.
    MaprKProducer(base + "/", headers={}).produce([{"value": {"n": 1}}], topic="mapr")
    client = MaprKlient(
        base + "/", "mapr", headers={}, topics=["mapr"], instance="one", follow_base_uri=True
    )
    client.connect()
    client.subscribe()
    first = client.consume()
    again = client.consume(seek=True)
    last = client.consume(position=3, max_bytes=1_000)
    print(len(first), len(again), [record["offset"] for record in last])
    client._instance_delete()


def requests_alone(base):
    """The whole life of a consumer with requests, which sends bodies and types as people do."""
    import requests

    v2 = {"Content-Type": "application/vnd.kafka.v2+json"}
    as_json = "application/vnd.kafka.json.v2+json"
    session = requests.Session()

    def call(method, url, status, **more):
        answer = session.request(method, url, timeout=30, **more)
        assert answer.status_code == status, f"{method} {url}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    # requests sends application/json for json=, which the proxies of others refuse here
    records = [{"key": n, "value": {"n": n}} for n in range(5)]
    written = call("POST", f"{base}/topics/requests", 200, json={"records": records})
    assert [entry["error_code"] for entry in written["offsets"]] == [None] * 5
    assert "requests" in call("GET", f"{base}/topics", 200)

    settings = {"name": "one", "format": "json", "auto.offset.reset": "earliest"}
    at = call("POST", f"{base}/consumers/requests", 200, json=settings)["base_uri"]
    call("POST", f"{base}/consumers/requests", 409, json=settings)
    call("POST", f"{at}/subscription", 204, json={"topics": ["requests"]}, headers=v2)
    assert call("GET", f"{at}/subscription", 200)["topics"] == ["requests"]
    first = call("GET", f"{at}/records", 200, headers={"Accept": as_json})
    assert [record["value"]["n"] for record in first] == list(range(5)), first
    call("POST", f"{at}/offsets", 200, headers=v2)
    partition = {"partitions": [{"topic": "requests", "partition": 0}]}
    offsets = call("GET", f"{at}/offsets", 200, json=partition, headers=v2)
    assert offsets["offsets"][0]["offset"] == 5, offsets
    call("POST", f"{at}/positions/beginning", 204, json=partition, headers=v2)
    again = call("GET", f"{at}/records", 200, headers={"Accept": as_json})
    assert again == first
    call("DELETE", at, 204, json={}, headers=v2)
    gone = session.get(f"{at}/records", timeout=30)
    assert gone.status_code == 404 and gone.json()["error_code"] == 40403, gone.text
    print("requests: all as it should be")


def validator(base):
    """OpenAPI's own rules for such documents."""
    from openapi_spec_validator import validate

    with urllib.request.urlopen(f"{base}/openapi.json") as answer:
        document = json.load(answer)
    validate(document)
    print(f"valid: OpenAPI {document['openapi']}")


WHAT = {
    "bridge-strimzi": lambda base: bridge(base, "strimzi"),
    "bridge-confluent": lambda base: bridge(base, "confluent"),
    "nlp": nlp,
    "mapr": mapr,
    "requests": requests_alone,
    "validator": validator,
}
WHAT[sys.argv[1]](sys.argv[2])
