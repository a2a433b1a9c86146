#!/bin/sh
# Runs a stand-alone Artemis with Kvitt's broker.xml and users; in a container as its entrypoint, with this directory
# mounted. The image's own override is copied when the instance is made and never again; this one at every start.
#
#   ARTEMIS_HOME       the distribution; default: the one under /opt
#   ARTEMIS_INSTANCE   made at the first start; default /var/lib/artemis-instance
#   ARTEMIS_SECRETS    files artemis_kvitt, artemis_erp, artemis_listener and artemis_operator, each with a password;
#                      default /run/secrets. A user without one does not exist.
#   ARTEMIS_PROPERTIES a file of broker properties that win over broker.xml, such as ha-primary.properties
#   JAVA_ARGS_APPEND   -Dkvitt.broker.port=…, .host, .data and .name, and the JVM's own options
set -eu
umask 077
here=$(cd "$(dirname "$0")" && pwd)
home=${ARTEMIS_HOME:-$(ls -d /opt/*artemis* | head -n 1)}
instance=${ARTEMIS_INSTANCE:-/var/lib/artemis-instance}
secrets=${ARTEMIS_SECRETS:-/run/secrets}
unset ARTEMIS_HOME ARTEMIS_INSTANCE

if [ ! -f "$instance/etc/broker.xml" ]; then
  # Its user is gone as soon as ours are written.
  "$home/bin/artemis" create "$instance" --force --silent --require-login --no-web --no-autotune --user none --password none
fi
cp "$here/broker.xml" "$here/artemis-roles.properties" "$instance/etc/"
for user in kvitt erp listener operator; do
  if [ -f "$secrets/artemis_$user" ]; then
    printf '%s = %s\n' "$user" "$(cat "$secrets/artemis_$user")"
  fi
done > "$instance/etc/artemis-users.properties"

exec "$instance/bin/artemis" run ${ARTEMIS_PROPERTIES:+--properties "$ARTEMIS_PROPERTIES"}
