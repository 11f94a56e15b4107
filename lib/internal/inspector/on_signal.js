// SPDX-License-Identifier: MIT
// What SIGUSR1 does in the process that gets it. Called from C (src/inspector/agent.c), perhaps in the middle of the program's code.
'use strict';

const binding = internalBinding('inspector');

/** SIGUSR1: front-ends may connect, as with --inspect. Nothing if they may already. */
function openForDebugger() {
  if (binding.url() !== undefined) return;
  const { getOptionValue } = require('internal/options');
  const control = require('internal/inspector/control');
  const { host, port } = control.readAddress(getOptionValue('--inspect-port'));
  const set = process.debugPort;
  control.start(typeof set === 'number' && set !== 9229 ? set : port, host);
}

module.exports = { openForDebugger };
