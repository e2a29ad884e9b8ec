#!/usr/bin/env python3
"""Writes orders to Kafka over HTTP, reads them back, and loses none: at least once.

    ./weir up
    python3 examples/rest/orders.py [http://localhost:8082] [how many]

It needs Python 3.8 and nothing else. What a read gave is worked off first and committed then, so
that whatever ends this program in between, the next run begins with what was not worked off.
"""

import json
import sys
import urllib.error
import urllib.request

BASE = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8082"
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 10
TOPIC = "orders-of-the-example"
V2 = "application/vnd.kafka.v2+json"
JSON = "application/vnd.kafka.json.v2+json"


def call(method, url, body=None, content_type=V2, accept=V2):
    """Answers what the gateway answered, or tells why it did not do it."""
    request = urllib.request.Request(url, method=method, headers={"Accept": accept})
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", content_type)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or "null")
    except urllib.error.HTTPError as refused:
        sys.exit(f"{method} {url}: {refused.code} {refused.read().decode()}")


def write(count):
    records = [
        {
            "key": f"customer-{number % 3}",
            "value": {"order": number},
            "headers": [{"key": "source", "value": "ZXhhbXBsZQ=="}],
        }
        for number in range(count)
    ]
    answer = call("POST", f"{BASE}/topics/{TOPIC}", {"records": records}, JSON)
    failed = [entry for entry in answer["offsets"] if entry["error_code"]]
    if failed:
        sys.exit(f"not written: {failed}")
    print(f"{count} orders written")


def read(count):
    consumer = call(
        "POST",
        f"{BASE}/consumers/shop",
        {
            "format": "json",
            "auto.offset.reset": "earliest",
            "auto.commit.enable": "false",
        },
    )
    at = consumer["base_uri"]
    try:
        call("POST", f"{at}/subscription", {"topics": [TOPIC]})
        done = 0
        while done < count:
            records = call("GET", f"{at}/records?timeout=5000", accept=JSON)
            for record in records:
                work_off(record)
            if records:
                call("POST", f"{at}/offsets", {})
            done += len(records)
        print(f"{done} orders worked off")
    finally:
        call("DELETE", at)


def work_off(record):
    print(f"{record['key']}: order {record['value']['order']}")


write(COUNT)
read(COUNT)
