printf '%s\n' «message» | WEIR_GATEWAY=«gateway» ./weir produce «topic» --via gateway
./weir consume «topic» -b «kafka»
