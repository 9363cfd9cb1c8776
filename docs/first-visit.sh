#!/usr/bin/env bash
# A first visit, from the door of a house to the package handed over, over HTTP and with nothing but curl and python3.
# Start the product with `script/run`, then run this in another terminal; it can be run again and takes the next house.
# FIELD_API_URL names another address, FIELD_API another command line to draw the photos with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
url="${FIELD_API_URL:-http://127.0.0.1:8000}"
field_api="${FIELD_API:-.venv/bin/field-api}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# To the microsecond: another run may have ended within this second.
began="$(python3 -c 'from datetime import *; print(f"{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%S.%fZ}")')"
programme=sembako component=food area=35.99.01.1001.001

# --- Four small helps.

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

# One value of a JSON document on standard input: `field items.0.id`.
field() {
  python3 -c '
import json, sys
value = json.load(sys.stdin)
for key in sys.argv[1].split("."):
    value = value[int(key) if isinstance(value, list) else key]
print(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))' "$1"
}

# A UUIDv7, as every client makes for what it sends: the same id sent twice is the same fact.
new_id() {
  python3 -c '
import secrets, time, uuid
print(uuid.UUID(int=time.time_ns() // 10**6 << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)))'
}

# `call METHOD PATH [curl options]` with the token of whoever is logged in; a refusal shows its problem document.
call() {
  local method="$1" path="$2"
  shift 2
  if ! curl -sS --fail-with-body -D "$work/headers" -o "$work/body" -X "$method" "$url/v1$path" \
    -H "Authorization: Bearer $token" "$@"; then
    echo "$method $path was refused: $(cat "$work/body")" >&2
    return 1
  fi
  if [[ "$method" != HEAD ]]; then cat "$work/body"; fi
}
send() { call "$1" "$2" -H 'Content-Type: application/json' "${@:4}" --data "$3"; }
# A header of the last answer; an ETag goes back as If-Match, so that nobody overwrites what he has not seen.
header() { sed -n "s/^$1: *//Ip" "$work/headers" | tr -d '\r'; }

log_in_as() {
  token="$(curl -sS --fail-with-body "$url/v1/sessions" -H 'Content-Type: application/json' \
    --data "{\"username\": \"$1\", \"password\": \"demo-$1-2026\"}" | field token)"
  say "$1 logs in"
}

# `photograph KIND FILE SEED`: draws a photo with EXIF and prints how a manifest declares it. Any JPEG would do.
photograph() {
  "$field_api" demo photo --out "$work/$2" --kind "$1" --seed "$3" --lat-e7="$latitude" --lon-e7="$longitude"
}

# --- At the door: the verifier takes the first open assignment and records what there is to see.

log_in_as verifikator
call GET "/assignments?status=open&area=$area&limit=1" > "$work/assignments.json"
if [[ "$(field items < "$work/assignments.json")" == '[]' ]]; then
  echo "Every house of $area was visited. As penelaah, assign another visit (PUT /v1/assignments/{id})." >&2
  exit 1
fi
assignment="$(field items.0.id < "$work/assignments.json")"
household="$(field items.0.household_id < "$work/assignments.json")"
household_area="$(field items.0.area_code < "$work/assignments.json")"
latitude="$(field items.0.household.latitude_e7 < "$work/assignments.json")"
longitude="$(field items.0.household.longitude_e7 < "$work/assignments.json")"
echo "visits $(field items.0.household.address < "$work/assignments.json") ($household_area)"

visit="$(new_id)"
front="$(photograph house_front front.jpg "$visit")"
inside="$(photograph house_inside inside.jpg "$visit")"
call GET "/households/$household" > "$work/household.json"
python3 - "$work/household.json" > "$work/visit.json" << PYTHON
import json, sys
from datetime import UTC, datetime, timedelta

household = json.load(open(sys.argv[1]))
now = datetime.now(UTC).replace(microsecond=0)
json.dump({
    "household_id": "$household",
    "assignment_id": "$assignment",
    "instruments": [{"code": "bps-14", "version": "2005"}, {"code": "kepmensos-262", "version": "2022"}],
    "outcome": "visited",
    "recommendation": "eligible",
    "occupation": "Buruh tani",
    "note": "Ditemui di rumah.",
    "answers": {
        "has_dwelling": True, "household_size": len(household["members"]), "floor_area_m2": 18,
        "floor_material": "earth", "wall_material": "bamboo", "toilet_facility": "shared",
        "lighting_source": "electricity_450", "drinking_water": "unprotected_well", "cooking_fuel": "firewood",
        "head_occupation": "farm_labourer", "head_education": "primary", "bps14.meat_frequency": "less_than_weekly",
        "bps14.new_clothes_year": "one", "bps14.meals_per_day": 2, "bps14.can_pay_clinic": False,
        "bps14.has_assets_500k": False, "kepmensos262.head_income_steady": False,
        "kepmensos262.worried_about_food": True, "kepmensos262.food_over_half": True,
        "kepmensos262.clothing_spending": True,
    },
    "members": [
        {"person_id": each["person"]["id"], "name": each["person"]["name"], "relationship": each["relationship"]}
        for each in household["members"]
    ],
    "position": {"latitude_e7": $latitude, "longitude_e7": $longitude, "accuracy_mm": 6500},
    "photos": [$front, $inside],
    "started_at": (now - timedelta(minutes=15)).isoformat(),
    "finished_at": now.isoformat(),
}, sys.stdout)
PYTHON

say "The visit is sent; the receipt names the photos that are missing"
send PUT "/visits/$visit" "@$work/visit.json" > "$work/receipt.json"
echo "complete: $(field complete < "$work/receipt.json"), missing: $(field missing.0.kind < "$work/receipt.json"), $(field missing.1.kind < "$work/receipt.json")"

say "The first photo goes up in two pieces, as on a bad network"
first="$(field sha256 <<< "$front")" size="$(field size <<< "$front")" half="$(($(field size <<< "$front") / 2))"
piece=(-H 'Content-Type: application/offset+octet-stream')
head -c "$half" "$work/front.jpg" | call PATCH "/photos/$first" "${piece[@]}" -H 'Upload-Offset: 0' --data-binary @-
call HEAD "/photos/$first" -I
echo "the server holds $(header upload-offset) of $size bytes"
tail -c "+$((half + 1))" "$work/front.jpg" | call PATCH "/photos/$first" "${piece[@]}" -H "Upload-Offset: $half" --data-binary @-

say "The second photo goes up in one piece, and the visit is complete"
second="$(field sha256 <<< "$inside")"
call PATCH "/photos/$second" "${piece[@]}" -H 'Upload-Offset: 0' --data-binary "@$work/inside.jpg"
call GET "/visits/$visit/receipt" > "$work/receipt.json"
echo "complete: $(field complete < "$work/receipt.json"), content SHA-256 $(field content_sha256 < "$work/receipt.json")"

say "Sending the same visit again changes nothing"
echo "repeated: $(send PUT "/visits/$visit" "@$work/visit.json" | field repeated)"

# --- At the desk: the reviewer finds the case, looks at the dossier and accepts.

log_in_as penelaah
case_id='' inspected=''
for _ in $(seq 120); do
  call GET "/cases?state=awaiting_review&area=$household_area&limit=200" > "$work/queue.json"
  case_id="$(python3 -c '
import json, sys
waiting = [line["case"] for line in json.load(open(sys.argv[1]))["items"]]
print(next((case["id"] for case in waiting if case["visit_id"] == sys.argv[2]), ""))' "$work/queue.json" "$visit")"
  if [[ -n "$case_id" ]]; then
    call GET "/cases/$case_id" > "$work/dossier.json"
    inspected="$(python3 -c '
import json, sys
verdicts = [photo["verdict"] for photo in json.load(open(sys.argv[1]))["photos"]]
print(", ".join(verdicts) if all(verdicts) else "")' "$work/dossier.json")"
    if [[ -n "$inspected" ]]; then break; fi
  fi
  sleep 0.5
done
if [[ -z "$inspected" ]]; then
  echo "The worker has not opened the case and inspected its photos within a minute; see var/log/worker.log." >&2
  exit 1
fi
echo "case $case_id; the photos were inspected: $inspected"
python3 -c '
import json, sys
dossier = json.load(open(sys.argv[1]))
for each in dossier["evaluations"]:
    print(" ", each["instrument_code"], "says", each["outcome"], "with score", each["score"])
place = dossier["place"]
print("  the verifier stood", place["metres_from_house"], "m from the house, in", place["area_name"])
' "$work/dossier.json"

send POST "/cases/$case_id/decisions" "{
  \"id\": \"$(new_id)\", \"verdict\": \"accept\", \"reason_code\": \"evidence_supports\",
  \"reason\": \"Foto, posisi dan jawaban cocok.\",
  \"determinations\": [{\"programme_code\": \"$programme\", \"component\": \"$component\", \"eligible\": true,
                        \"reason\": \"Memenuhi kriteria BPS-14.\"}]
}" -H "If-Match: $(header etag)" > "$work/decided.json"
echo "decided: $(field decision.verdict < "$work/decided.json"), the case is now $(field case.state < "$work/decided.json")"

say "The reviewer puts the determination on a list and seals it"
today="$(python3 -c 'from datetime import *; print(datetime.now(timezone(timedelta(hours=7))).date())')"
list="$(new_id)"
send POST /lists "{\"id\": \"$list\", \"title\": \"Penerima $programme $today\", \"period\": \"${today:0:7}\",
  \"programme_code\": \"$programme\", \"area_code\": \"$household_area\"}" > "$work/list.json"
send POST "/lists/$list/items" '{}' -H "If-Match: $(header etag)" > "$work/list.json"
call POST "/lists/$list/seal" -H "If-Match: $(header etag)" > "$work/list.json"
echo "sealed: $(field counts.items < "$work/list.json") item(s), root $(field root < "$work/list.json")"

# --- In the name of the head of the region: the letter, and with it the enrolment.

log_in_as pengesah
call GET "/lists/$list/letter-draft.pdf" > "$work/letter.pdf"
# A person prints, signs and scans it; the draft as it is would be refused.
printf '%% signed\n%%%%EOF\n' >> "$work/letter.pdf"
call GET "/lists/$list" > "$work/list.json"
call POST "/lists/$list/endorsement" -H "If-Match: $(header etag)" -F "number=400.9/${list: -12}/DINSOS" -F "date=$today" \
  -F 'signatory_name=Bupati Contoh' -F 'signatory_capacity=kepala_daerah' \
  -F "letter=@$work/letter.pdf;type=application/pdf" > "$work/list.json"
echo "list $(field state < "$work/list.json") with letter $(field letter_number < "$work/list.json")"
call GET "/households/$household" > "$work/household.json"
echo "enrolled: $(field enrolments.0.programme_code < "$work/household.json")"

say "The approver opens a round"
# A run of this script that was interrupted may have left one open, and nobody shall be given twice.
call GET "/rounds?programme=$programme&state=open&limit=200" > "$work/rounds.json"
for left in $(python3 -c '
import json, sys
for each in json.load(open(sys.argv[1]))["items"]:
    if each["area_code"] == sys.argv[2]:
        print(each["id"])' "$work/rounds.json" "$household_area"); do
  call GET "/rounds/$left" > "$work/round.json"
  echo "round $left: $(call POST "/rounds/$left/close" -H "If-Match: $(header etag)" | field state)"
done
round="$(new_id)"
send POST /rounds "{\"id\": \"$round\", \"programme_code\": \"$programme\", \"area_code\": \"$household_area\",
  \"title\": \"Putaran pertama\", \"package\": \"10 kg beras, 2 liter minyak goreng\",
  \"starts_on\": \"$today\", \"ends_on\": \"$today\"}" > "$work/round.json"
echo "round $(field state < "$work/round.json"): $(field planned < "$work/round.json") package(s) planned"

# --- At the door again: the RW officer hands the package over, with a photo.

log_in_as ketua-rw
call GET "/rounds/$round/allocations?state=pending&limit=200" > "$work/allocations.json"
allocation="$(python3 -c '
import json, sys
items = json.load(open(sys.argv[1]))["items"]
print(next(item["id"] for item in items if item["household_id"] == sys.argv[2]))' "$work/allocations.json" "$household")"
hand_over="$(new_id)"
proof="$(photograph hand_over hand-over.jpg "$hand_over")"
tr '\n' ' ' > "$work/hand-over.json" << JSON
{"allocation_id": "$allocation", "outcome": "delivered", "received_by": "self", "photos": [$proof],
 "position": {"latitude_e7": $latitude, "longitude_e7": $longitude, "accuracy_mm": 7000},
 "handed_over_at": "$(date -u +%Y-%m-%dT%H:%M:%SZ)"}
JSON
echo "on a good line the photo comes with it: one line of JSON, a line feed, and the photos"
{ cat "$work/hand-over.json"; echo; cat "$work/hand-over.jpg"; } |
  call PUT "/hand-overs/$hand_over" -H 'Content-Type: application/vnd.field-api.bundle' --data-binary @- > "$work/receipt.json"
echo "complete: $(field complete < "$work/receipt.json")"

# --- What is left of it all: the progress of the round, and the record.

log_in_as pengesah
call GET "/rounds/$round/progress" > "$work/progress.json"
echo "confirmed: $(field total.confirmed < "$work/progress.json") of $(field total.planned < "$work/progress.json")"
call GET "/rounds/$round" > "$work/round.json"
echo "round $(call POST "/rounds/$round/close" -H "If-Match: $(header etag)" | field state)"

log_in_as auditor
call GET "/journal?area=$household_area&since=$began&limit=200" > "$work/journal.json"
python3 -c '
import json, sys
for entry in json.load(open(sys.argv[1]))["items"]:
    print(" ", entry["recorded_at"][11:19], entry["event"])' "$work/journal.json"
say "Done: a visit became a decision, an endorsement, a package at the door, and an unbroken record"
