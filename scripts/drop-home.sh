#!/usr/bin/env bash
# Deletes an ENGRAM_HOME that was made for a trial, and its database where that lies elsewhere: root keeps it under
# /var/lib/engram when the server's user cannot enter the home.
set -euo pipefail
home=${1:?usage: scripts/drop-home.sh FOLDER}
location=$(cat "$home/postgres/location" 2>/dev/null || true)
case $location in
  /var/lib/engram/?*) rm -rf "$location" ;;
esac
rm -rf "$home"
