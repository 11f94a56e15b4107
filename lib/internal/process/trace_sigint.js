// SPDX-License-Identifier: MIT
'use strict';

// util.setTraceSigInt(): tells where the program was when SIGINT ended it. The signal is seen between
// two callbacks of the loop.

let installed = false;

function onInterrupt() {
  process.removeListener('SIGINT', onInterrupt);
  installed = false;
  process._rawDebug(`KEYBOARD_INTERRUPT: Script execution was interrupted by \`SIGINT\`\n${
    new Error().stack.split('\n').slice(2).join('\n')}`);
  process.kill(process.pid, 'SIGINT');
}

function setTraceSigInt(enable) {
  if (enable === installed) return;
  installed = enable;
  if (enable) process.on('SIGINT', onInterrupt);
  else process.removeListener('SIGINT', onInterrupt);
}

module.exports = { setTraceSigInt };
