#!/bin/bash
# Lets Kvitt live once as it will in production, with a PostgreSQL and a broker that are not its own, from the start over
# some commands to the stop, so that the JVM keeps what it loaded, linked and counted on the way: train.sh CACHE.
# The two are another Kvitt's embedded ones. Not as root: PostgreSQL refuses.
set -euo pipefail
port=${SERVER_PORT:-8080}
export KVITT_DATA=$(mktemp -d) SERVER_ADDRESS=127.0.0.1
export KVITT_BROKER_PORT=${KVITT_BROKER_PORT:-61616} KVITT_SANDBOX_PORT=${KVITT_SANDBOX_PORT:-8089}

# post PORT NUMBER: 0 once the order's activation is accepted
post() {
  local body status
  body=$(printf '{"action":"activate","account":"sandbox-klarna","providerOrderId":"00000000-0000-4000-8000-%012d"}' "$2")
  { exec 3<> "/dev/tcp/127.0.0.1/$1"; } 2> /dev/null || return 1
  printf 'POST /api/v1/commands HTTP/1.0\r\nX-API-Key: demo\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    ${#body} "$body" >&3
  read -r -t 5 _ status _ <&3 && [ "$status" = 202 ]
}

# accepted PORT NUMBER PID: waits for it
accepted() {
  for _ in $(seq 300); do
    if post "$1" "$2"; then return 0; fi
    kill -0 "$3"
    sleep 1
  done
  return 1
}

SERVER_PORT=$((port + 1)) java @jvm.options -jar kvitt.jar &
parts=$!
trap 'kill $parts 2> /dev/null; wait; rm -rf "$KVITT_DATA"' EXIT
accepted $((port + 1)) 100001 $parts

# A database that is in every PostgreSQL, beside the one that the other Kvitt works on.
database="jdbc:postgresql://127.0.0.1:$(sed -n 4p "$KVITT_DATA/postgres/postmaster.pid")/template1?user=postgres"
account=kvitt.accounts.sandbox-klarna
SERVER_PORT=$port KVITT_DATA=$KVITT_DATA/trained java @jvm.options -XX:AOTCacheOutput="$1" -Xlog:aot=error -jar kvitt.jar \
  --spring.datasource.url="$database" --spring.artemis.broker-url="tcp://127.0.0.1:$KVITT_BROKER_PORT" \
  --kvitt.api-keys.demo.sha256=2a97516c354b68848cdbd8f54a226a0a55b21ed138e207ad6c5cbb9c00aa5aea \
  --kvitt.api-keys.demo.permissions=payments.read,payments.act --kvitt.api-keys.demo.accounts='*' \
  --$account.provider=klarna --$account.base-url="http://127.0.0.1:$KVITT_SANDBOX_PORT/sandbox/klarna" \
  --$account.username=sandbox-klarna --$account.password=sandbox-secret &
kvitt=$!
for number in 200001 200002 200003 200004 200005; do
  accepted "$port" $number $kvitt
done
sleep 3
kill -TERM $kvitt
wait $kvitt || true
test -s "$1"
