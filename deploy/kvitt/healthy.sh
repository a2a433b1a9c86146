#!/bin/bash
# Asks Kvitt itself, without a client that the image would need: healthy.sh [liveness|readiness]
exec 3<> "/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}" || exit 1
printf 'GET /actuator/health/%s HTTP/1.0\r\nHost: localhost\r\n\r\n' "${1:-liveness}" >&3
read -r -t 5 _ status _ <&3 && [ "$status" = 200 ]
