// SPDX-License-Identifier: MIT
// writeInformation() checks its arguments as writeHead() does, and takes lists of headers.
'use strict';
const assert = require('node:assert');
const http = require('node:http');

if (http.ServerResponse.prototype.writeInformation) {
  const write = (...args) => {
    const res = new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 });
    let said = '';
    res._writeRaw = (text) => { said += text; };
    res.writeInformation(...args);
    return said;
  };
  assert.throws(() => write('110'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => write(200), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => write(102.5), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => write(101), { code: 'ERR_HTTP_INVALID_STATUS_CODE' });
  assert.throws(() => write(110, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => write(110, ['a']), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => write(110, { 'a b': 1 }), { code: 'ERR_INVALID_HTTP_TOKEN' });
  const head = 'HTTP/1.1 110 unknown\r\na: b\r\n\r\n';
  for (const headers of [{ a: 'b' }, ['a', 'b'], [['a', 'b']]]) assert.strictEqual(write(110, headers), head);
  assert.strictEqual(write(110, null), 'HTTP/1.1 110 unknown\r\n\r\n');
}
