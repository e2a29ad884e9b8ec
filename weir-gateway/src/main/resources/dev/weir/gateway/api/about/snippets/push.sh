«curl»-H 'Content-Type: application/json' «push-url» \
  -d «push»
