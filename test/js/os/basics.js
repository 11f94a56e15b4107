// SPDX-License-Identifier: MIT
'use strict';
// os: shapes, units and the errors of priorities.
const assert = require('assert');
const os = require('os');

assert.strictEqual(os.EOL, '\n');
assert.strictEqual(os.devNull, '/dev/null');
assert.strictEqual(os.endianness(), 'LE');
assert.ok(os.cpus().every((cpu) => typeof cpu.model === 'string' && cpu.times.idle >= 0));
assert.ok(os.availableParallelism() >= 1);
assert.ok(os.totalmem() > os.freemem() && os.freemem() > 0);
assert.strictEqual(os.loadavg().length, 3);
assert.strictEqual(`${os.hostname}`, os.hostname());
assert.strictEqual(os.userInfo().uid, process.getuid());
assert.ok(os.userInfo({ encoding: 'buffer' }).username instanceof Buffer);
assert.ok(Object.values(os.networkInterfaces()).flat().every((a) => a.cidr === null || a.cidr.startsWith(a.address)));
assert.throws(() => os.getPriority(-1), { code: 'ERR_SYSTEM_ERROR', name: 'SystemError' });
assert.throws(() => os.setPriority(0, 20), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => { os.constants.signals.SIGHUP = 5; }, TypeError);
