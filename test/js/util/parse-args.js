// SPDX-License-Identifier: MIT
// parseArgs(): options, groups, values, errors.
'use strict';
const assert = require('node:assert');
const { parseArgs } = require('node:util');

const options = {
  all: { type: 'boolean', short: 'a' },
  out: { type: 'string', short: 'o', default: 'x' },
  tag: { type: 'string', multiple: true },
};
const parse = (...args) => parseArgs({ args, options, allowPositionals: true });
assert.deepEqual({ ...parse('-ao', 'file', 'in', '--tag=1', '--tag', '2').values },
  { all: true, out: 'file', tag: ['1', '2'] });
assert.deepEqual(parse('--', '-a').positionals, ['-a']);
assert.throws(() => parse('--nope'), { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' });
assert.throws(() => parse('--out'), { code: 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' });
assert.throws(() => parse('--out', '-a'), /argument is ambiguous/);
