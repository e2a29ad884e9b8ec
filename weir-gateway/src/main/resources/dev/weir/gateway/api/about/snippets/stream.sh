printf '%s\n' «line» |
  «curl»-sN -X POST -T - «stream-url»
