#!/bin/bash
# Lets Kvitt live once on its embedded parts, from the start over a command to the stop, so that the JVM keeps what it
# loaded, linked and counted on the way: train.sh CACHE. Not as root: PostgreSQL refuses.
set -euo pipefail
export KVITT_DATA=$(mktemp -d) SERVER_ADDRESS=127.0.0.1 SERVER_PORT=${SERVER_PORT:-8080}

post() {
  local body='{"action":"activate","orderNumber":"100001"}' status
  { exec 3<> "/dev/tcp/127.0.0.1/$SERVER_PORT"; } 2> /dev/null || return 1
  printf 'POST /api/v1/commands HTTP/1.0\r\nX-API-Key: demo\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    ${#body} "$body" >&3
  read -r -t 5 _ status _ <&3 && [ "$status" = 202 ]
}

java @jvm.options -XX:AOTCacheOutput="$1" -Xlog:aot=error -jar kvitt.jar &
kvitt=$!
for _ in $(seq 300); do
  if post; then break; fi
  kill -0 $kvitt
  sleep 1
done
sleep 3
kill -TERM $kvitt
wait $kvitt || true
test -s "$1"
rm -rf "$KVITT_DATA"
