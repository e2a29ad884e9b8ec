printf '%s\n' «message» | «variables»WEIR_GATEWAY=«gateway» ./weir produce «topic» --via gateway
./weir consume «topic» -b «kafka»
