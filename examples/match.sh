#!/usr/bin/env bash
# examples/match.sh SHUNIU - ranks two needs against five offers with the program and looks at the answer (docs/guide/match.md).
set -euo pipefail
shuniu=$(realpath "${1:?"usage: examples/match.sh build/release/shuniu"}")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# [match]
"$shuniu" match --needs examples/match/needs.tsv --offers examples/match/offers.tsv --top 2 --out "$work/run.tsv"
# [evaluate]
printf '%s\t%s\t%s\n' need_id result_id grade n1 o1 2 n1 o2 1 n2 o3 2 n2 o4 1 >"$work/qrels.tsv"
"$shuniu" evaluate --qrels "$work/qrels.tsv" --run "$work/run.tsv"
# [end]

awk -F'\t' 'NF != 4 || ($3 == 2 && $4 > last) { exit 1 } { last = $4 } $3 == 1 { first = first $1 "=" $2 " " }
  END { exit first != "n1=o1 n2=o3 " }' "$work/run.tsv" || { echo "unexpected ranking:"; cat "$work/run.tsv"; exit 1; }
# A refusal leaves the earlier ranking as it was, and nothing beside it.
before=$(cat "$work/run.tsv")
! "$shuniu" match --needs examples/match/needs.tsv --offers "$work/qrels.tsv" --out "$work/run.tsv" 2>/dev/null
[ "$before" = "$(cat "$work/run.tsv")" ] && [ ! -e "$work/run.tsv.part" ] || { echo "a refused match left something behind"; exit 1; }
echo "match: as expected"
