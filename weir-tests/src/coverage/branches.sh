#!/bin/sh
# Says how many branches the tests took, by JaCoCo's table of classes; fails below the minimum.
#
#   branches.sh CLASSES.CSV MINIMUM_PERCENT
exec awk -F, -v min="$2" '
  NR == 1 { next }
  { missed += $6; taken += $7 }
  $6 > 0 { printf "  %-30s %4d of %4d branches never taken\n", $3, $6, $6 + $7 }
  END {
    percent = 100 * taken / (taken + missed)
    printf "dev.weir.wal: %.1f %% of %d branches (at least %s %%)\n", percent, taken + missed, min
    exit percent < min
  }' "$1"
