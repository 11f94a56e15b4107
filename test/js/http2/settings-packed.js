'use strict';
// getPackedSettings, getUnpackedSettings and what they refuse.
const assert = require('node:assert');
const http2 = require('node:http2');

const settings = { headerTableSize: 1, enablePush: true, maxConcurrentStreams: 3, maxFrameSize: 16384, customSettings: { 1000: 5 } };
const packed = http2.getPackedSettings(settings);
assert.strictEqual(packed.toString('hex'), '000100000001' + '000200000001' + '000300000003' + '000500004000' + '03e800000005');
assert.deepStrictEqual(http2.getUnpackedSettings(packed), settings);
assert.strictEqual(http2.getPackedSettings().length, 0);
for (const [name, value] of [['headerTableSize', -1], ['maxFrameSize', 16383], ['maxFrameSize', 2 ** 24], ['initialWindowSize', 2 ** 31]]) {
  assert.throws(() => http2.getPackedSettings({ [name]: value }), { code: 'ERR_HTTP2_INVALID_SETTING_VALUE', name: 'RangeError' });
}
assert.throws(() => http2.getPackedSettings({ enablePush: 1 }), { code: 'ERR_HTTP2_INVALID_SETTING_VALUE', name: 'TypeError' });
assert.throws(() => http2.getUnpackedSettings(Buffer.alloc(7)), { code: 'ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH' });
assert.throws(() => http2.getUnpackedSettings(5), { code: 'ERR_INVALID_ARG_TYPE' });
