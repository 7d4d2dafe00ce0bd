#!/usr/bin/env bash
# examples/first-need.sh BASE - a need from its first draft to ranked offers, over the API of the demonstration.
# docs/tutorial/first-need.md explains it step by step. Ends with 1 at the first answer that is not the expected one.
set -euo pipefail
base=${1:?"usage: examples/first-need.sh http://127.0.0.1:8080"}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "first-need: $*" >&2
  exit 1
}

# [call]
call() { # WHO METHOD PATH [BODY] - one call with that person's cookies; prints the answer, fails on a refusal
  local who=$1 method=$2 path=$3
  shift 3
  curl --silent --show-error --fail-with-body --request "$method" "$base$path" \
    --cookie "$work/$who" --cookie-jar "$work/$who" \
    --header 'Shuniu-CSRF: 1' --header 'Content-Type: application/json' ${1:+--data "$1"}
}

pick() { # PATH - one value of a JSON answer: state.id, matches.0.item.title
  python3 -c '
import json, sys
value = json.load(sys.stdin)
for step in sys.argv[1].split("."):
    value = value[int(step)] if isinstance(value, list) else value[step]
print(value)' "$1"
}

# [refused]
refused() { # KEY WHO METHOD PATH [BODY] - the same call must be refused with this key
  local key=$1 answer
  shift
  if answer=$(call "$@" 2>/dev/null); then fail "$* was not refused: $answer"; fi
  [ "$(pick key <<<"$answer")" = "$key" ] || fail "$* was refused otherwise: $answer"
}

# [sign-in]
sign_in() { # ROLE - as the demonstration's account of that role
  local account
  account=$(call stranger GET /v1/hub | python3 -c '
import json, sys
for account in json.load(sys.stdin)["accounts"]:
    if account["role"] == sys.argv[1]:
        print(json.dumps({"email": account["email"], "password": account["password"]}))' "$1")
  [ -n "$account" ] || fail "$base is no demonstration, or has no account of the role $1"
  call "$1" POST /v1/session "$account" >/dev/null
}

sign_in company
sign_in officer
call company GET /v1/myself | pick memberships.0.organisation.name

# [draft]
draft=$(call company POST /v1/needs '{"content": {"title": "储能电芯之间的隔热垫", "problem": "", "fields": ["06.1"]}}')
need=$(pick state.id <<<"$draft")
version=$(pick state.version <<<"$draft")
refused market.incomplete company POST "/v1/items/$need/submit" "{\"version\": $version}"
refused market.not_found stranger GET "/v1/needs/$need"

# [content]
content='{
  "title": "储能电芯之间的隔热垫",
  "problem": "一支电芯热失控后，相邻电芯大面温度升到触发温度以上，几分钟后也失控。想找薄的、可压缩的隔热垫，循环中不掉粉。",
  "figures": [
    {"name": "热失控触发温度", "relation": "ge", "value": "210", "unit": "℃"},
    {"name": "垫片厚度", "relation": "le", "value": "2", "unit": "mm"}
  ],
  "fields": ["06.1"], "region": "310000", "modes": ["DEV", "LIC"], "readiness_wanted": 6
}'
saved=$(call company PUT "/v1/needs/$need" "{\"version\": $version, \"content\": $content}")
version=$(pick state.version <<<"$saved")

# [submit]
submitted=$(call company POST "/v1/items/$need/submit" "{\"version\": $version}")
[ "$(pick status <<<"$submitted")" = submitted ] || fail "not submitted: $submitted"
version=$(pick version <<<"$submitted")

# [publish]
refused access.forbidden company POST "/v1/review/$need/publish" "{\"version\": $version}"
published=$(call officer POST "/v1/review/$need/publish" "{\"version\": $version}")
[ "$(pick status <<<"$published")" = published ] || fail "not published: $published"
version=$(pick version <<<"$published")
[ "$(call stranger GET "/v1/needs/$need" | pick content.title)" = "储能电芯之间的隔热垫" ] || fail "nobody sees it"

# [matches]
matches=$(call stranger GET "/v1/items/$need/matches?kind=offer&limit=3")
python3 -c '
import json, sys
for match in json.load(sys.stdin)["matches"]:
    terms = " ".join(shared["term"] for shared in match["shared_terms"][:5])
    print(match["score"], match["item"]["title"], "| shared:", terms)
    for figure in match["figures"]:
        offered = figure.get("offered") or {"value": "-", "unit": ""}
        print("   ", figure["asked"]["name"], "|", offered["value"], offered["unit"], "|", figure["verdict"])' <<<"$matches"
# [end]

python3 -c '
import json, sys
matches = json.load(sys.stdin)["matches"]
assert len(matches) == 3, f"{len(matches)} matches instead of 3"
scores = [match["score"] for match in matches]
assert scores == sorted(scores, reverse=True), f"not ranked: {scores}"
assert all(match["item"]["kind"] == "offer" for match in matches), "something else than offers"
assert matches[0]["shared_terms"], "no shared terms"
verdicts = [figure["verdict"] for match in matches for figure in match["figures"]]
assert "met" in verdicts, f"no figure is met: {verdicts}"' <<<"$matches" || fail "unexpected matches: $matches"

# [withdraw]
call company POST "/v1/items/$need/withdraw" "{\"version\": $version, \"reason\": \"no_longer_needed\"}" | pick status
# [end]
refused market.not_found stranger GET "/v1/needs/$need"
echo "first-need: as expected"
