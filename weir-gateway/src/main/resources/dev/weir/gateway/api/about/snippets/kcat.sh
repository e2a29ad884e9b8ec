printf '%s\n' «message» | kcat -b «kafka» -P -t «topic»
kcat -b «kafka» -C -t «topic» -o beginning -e
