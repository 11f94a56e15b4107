// SPDX-License-Identifier: MIT
// Chooses and runs the entry point of the program.
'use strict';

function runEntryPoint() {
  internalBinding('process').rawDebug(`argv: ${process.argv}`);
}

module.exports = { runEntryPoint };
