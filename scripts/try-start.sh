#!/usr/bin/env bash
# Does what the README tells a newcomer: clones, types `npm start`, waits for the demo's scores, reads them by GraphQL, from the
# page and from the terminal, and stops it with Ctrl-C. The clone and its data lie in a folder that only its owner may enter.
set -euo pipefail
source_dir=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
pid=
cleanup() {
  [ -n "$pid" ] && kill -TERM -- "-$pid" 2>/dev/null && sleep 3
  "$source_dir/scripts/drop-home.sh" "$place/home"
  rm -rf "$place"
}
trap cleanup EXIT
die() {
  echo "try-start: $1" >&2
  tail -n 60 "$place/start.log" >&2
  exit 1
}

free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
export ENGRAM_HOME="$place/home" ENGRAM_API_PORT ENGRAM_WEB_PORT
ENGRAM_API_PORT=$(free_port)
ENGRAM_WEB_PORT=$(free_port)
unset DATABASE_URL CI

git clone -q --no-hardlinks "$source_dir" "$place/clone"
cd "$place/clone"
begun=$(date +%s)
setsid npm start >"$place/start.log" 2>&1 &
pid=$!

ask() { # ask QUERY JS-EXPRESSION-OVER-data
  curl -sS -m 10 "http://127.0.0.1:$ENGRAM_API_PORT/graphql" -H 'content-type: application/json' -d "{\"query\":\"$1\"}" 2>/dev/null |
    node -e 'let t="";process.stdin.on("data",c=>t+=c).on("end",()=>{try{const data=JSON.parse(t).data;console.log(eval(process.argv[1]))}catch{console.log("")}})' "$2" || true
}

status=
while [ "$status" != SUCCEEDED ]; do
  kill -0 "$pid" 2>/dev/null || die 'npm start ended before the demo was done'
  [ $(($(date +%s) - begun)) -lt 900 ] || die 'the demo was not done after 15 minutes'
  [ "$status" != FAILED ] || die 'the demo run failed'
  sleep 3
  # Further runs go on in the background once the demo is done.
  status=$(ask '{ runs(first: 100) { nodes { name status } } }' 'data.runs.nodes.find((run) => run.name === "mnist-quick").status')
done
echo "try-start: the demo was done $(($(date +%s) - begun)) s after npm start, installation included"

id=$(ask '{ runs(first: 100) { nodes { id name } } }' 'data.runs.nodes.find((run) => run.name === "mnist-quick").id')
summary='query { run(id: \"'$id'\") { scoredCount summary { meanScore low spearmanBrown ranking } } }'
ask "$summary" 'JSON.stringify(data.run)'
[ "$(ask "$summary" 'data.run.summary.low > 0')" = true ] || die 'the interval of the mean score does not lie above 0'
[ "$(ask "$summary" 'data.run.summary.spearmanBrown >= 0.7')" = true ] || die 'the reliability of the ranking is below .7'
page=$(curl -sS -m 30 "http://127.0.0.1:$ENGRAM_WEB_PORT/runs/$id")
case "$page" in *mnist-quick*) ;; *) die 'the page of the run does not show its name' ;; esac

run=$(npx engram runs --json | node -e 'let t="";process.stdin.on("data",c=>t+=c).on("end",()=>console.log(JSON.parse(t).find((run) => run.name === "mnist-quick").id))')
rows=$(npx engram scores "$run" --format json |
  node -e 'let t="";process.stdin.on("data",c=>t+=c).on("end",()=>console.log(JSON.parse(t).length))')
[ "$rows" = 1000 ] || die "engram scores printed $rows rows, not 1000"

# Atypical digits have higher scores (SCIENCE.md §7 measured .42 and .32).
told=$(npx tsx bench/atypicality.ts "$run") || die 'bench/atypicality.ts failed'
echo "$told"
echo "$told" |
  node -e 'let t="";process.stdin.on("data",c=>t+=c).on("end",()=>{const a=JSON.parse(t);process.exit(a.spearmanNeighbourDistance>.3&&a.spearmanClassMeanDistance>.2?0:1)})' ||
  die 'the scores do not go with the distance to neighbours and class means as in SCIENCE.md'

kill -INT -- "-$pid"
for _ in $(seq 60); do kill -0 "$pid" 2>/dev/null || break; sleep 0.5; done
kill -0 "$pid" 2>/dev/null && die 'npm start did not end within 30 s of Ctrl-C'
pid=
echo 'try-start: terminal, API and page agree; Ctrl-C stopped everything'
