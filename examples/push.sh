#!/usr/bin/env bash
# Sends messages to a running Weir over HTTP, and shows what it answers.
#
#   ./weir up                                      in one terminal
#   examples/push.sh                               in another
#   examples/push.sh http://127.0.0.1:8082 rides   the same, said in full
#
# The address is the first argument, else $WEIR_URL, else the one of ./weir up. Needs curl.
set -euo pipefail

url=${1:-${WEIR_URL:-http://127.0.0.1:8082}}
topic=${2:-rides}

push() { # BODY [QUERY]
  curl --silent --show-error --max-time 30 --write-out '  HTTP %{http_code}\n' \
    --header 'Content-Type: application/json' --data "$1" "$url/push${2:-}"
}

# The answer comes when Kafka has the message.
push '{"records":[{"topic":"'"$topic"'","data":"waited for"}],"wait_for_send":true}'

# The answer comes at once; Weir sends the message on.
push '{"records":[{"topic":"'"$topic"'","data":"not waited for"}]}'

# Many at once cost one round trip. Those with the same key stay in order.
push '{"records":[
  {"topic":"'"$topic"'","key":"driver-7","data":"starts"},
  {"topic":"'"$topic"'","key":"driver-7","data":"arrives"}
],"wait_for_send":true}'

# Bytes, a time and headers. With ?verbose=1 the answer says where the records are.
push '{"records":[
  {"topic":"'"$topic"'","data_base64":"YXMgYnl0ZXM=","timestamp":'"$(date +%s)"'000,
   "headers":[{"key":"trace","value":"4bf92f35"}]}
],"wait_for_send":true}' '?verbose=1'
