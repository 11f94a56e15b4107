#!/usr/bin/env bash
# The tree keeps the sizes and bans of CONTRIBUTING.md.
exec "$EDDY" tools/tidy.js
