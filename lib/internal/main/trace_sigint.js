// SPDX-License-Identifier: MIT
// --trace-sigint: SIGINT has come, and ends the process; first, what was running. Run by src/trace_sigint.c.
'use strict';

const { Error, RegExpPrototypeSymbolReplace } = primordials;

const { writeText } = internalBinding('util');

const ownFrames = 4;
const limit = Error.stackTraceLimit;
Error.stackTraceLimit = limit + ownFrames;
const place = { stack: '' };
Error.captureStackTrace(place);
Error.stackTraceLimit = limit;
const { stack } = place;
const frames = typeof stack === 'string' ? RegExpPrototypeSymbolReplace(/^(?:.*\n){0,6}.*node:internal\/boot\/boot:.*\n?/, stack, '') : '';
writeText(2, `KEYBOARD_INTERRUPT: Script execution was interrupted by \`SIGINT\`\n${frames}\n`);
