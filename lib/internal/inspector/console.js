// SPDX-License-Identifier: MIT
// Front-ends see what the program prints: every method of the global console also calls the engine's own.
'use strict';

const { consoleCall } = internalBinding('inspector');
const { vmConsole } = require('internal/boot/globals');

let wrapped = false;

/** Once, when the server is opened or the first session comes. */
function wrap() {
  if (wrapped) return;
  wrapped = true;
  const { console } = globalThis;
  for (const name of Object.keys(vmConsole)) {
    const ours = console[name], theirs = vmConsole[name];
    if (typeof theirs !== 'function') continue;
    if (typeof ours !== 'function' || name === 'profile' || name === 'profileEnd' || name === 'timeStamp' || name === 'context') {
      console[name] = theirs;
      continue;
    }
    const both = consoleCall.bind(console, theirs, ours);
    Object.defineProperty(both, 'name', { __proto__: null, value: ours.name, configurable: true });
    console[name] = both;
  }
}

module.exports = { wrap };
