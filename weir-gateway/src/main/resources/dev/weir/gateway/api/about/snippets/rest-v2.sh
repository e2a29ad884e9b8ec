«curl»-H 'Content-Type: application/vnd.kafka.text.v2+json' «rest-v2-url» \
  -d «rest-v2»
