#!/usr/bin/env bash
# Behind nginx and haproxy (Debian's packages; each is skipped where it is missing) no payload of the corpus is read as
# other requests than the proxy reads.
found=
for proxy in nginx haproxy; do
  "$EDDY" test/fixtures/http/smuggling_proxies.js $proxy
  case $? in
    0) found=1 ;;
    77) ;;
    *) exit 1 ;;
  esac
done
[ -n "$found" ] || { echo "neither nginx nor haproxy is installed"; exit 77; }
