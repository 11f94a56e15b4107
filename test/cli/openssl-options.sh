#!/bin/sh
# SPDX-License-Identifier: MIT
# Options that change OpenSSL as a whole: legacy algorithms, the secure heap, FIPS mode that is not there.
set -eu
fail() { echo "$1"; exit 1; }

md4='try { crypto.createHash("md4").update("").digest("hex") } catch (error) { error.code }'
[ "$("$EDDY" -p "$md4")" = ERR_OSSL_EVP_UNSUPPORTED ] || fail "md4 without the legacy provider"
if [ "$("$EDDY" --openssl-legacy-provider -p 'crypto.createHash("sha256").update("").digest("hex").slice(0, 8)')" != e3b0c442 ]; then
  fail "the usual algorithms are gone with the legacy provider"
fi
[ "$("$EDDY" --secure-heap=4096 --secure-heap-min=4 -p 'const h = crypto.secureHeapUsed(); `${h.total} ${h.min}`')" = "4096 4" ] ||
  fail "secure heap"
[ "$("$EDDY" -p 'crypto.secureHeapUsed().total')" = 0 ] || fail "no secure heap"
code=0
"$EDDY" --secure-heap=3 -p 1 2>/dev/null || code=$?
[ "$code" = 9 ] || fail "a secure heap of 3 bytes: $code"
code=0
"$EDDY" --secure-heap=64 --secure-heap-min=3 -p 1 2>/dev/null || code=$?
[ "$code" = 9 ] || fail "a minimum of 3 bytes: $code"
"$EDDY" --openssl-config=/nonexistent -p 1 >/dev/null || fail "a configuration that is not there"
fips='try { crypto.setFips(true); "on" } catch (error) { error.code }'
case "$("$EDDY" -p "$fips")" in on|ERR_CRYPTO_FIPS_UNAVAILABLE) ;; *) fail "setFips" ;; esac
