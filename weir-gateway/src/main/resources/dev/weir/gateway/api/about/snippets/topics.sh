«curl»-i -H 'Content-Type: text/plain' «topic-url» \
  --data-raw «message»
