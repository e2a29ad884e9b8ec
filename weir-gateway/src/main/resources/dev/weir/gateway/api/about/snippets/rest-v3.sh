«curl»-H 'Content-Type: application/json' «rest-v3-url» \
  -d «rest-v3»
