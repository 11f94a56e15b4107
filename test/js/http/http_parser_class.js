// SPDX-License-Identifier: MIT
// HTTPParser of _http_common: numbered callbacks, errors as results, a list of parsers that make messages.
'use strict';
const assert = require('assert');
const { HTTPParser, freeParser, methods, parsers } = require('_http_common');

function read(type, ...parts) {
  const parser = new HTTPParser(), said = [];
  parser.initialize(type, {});
  parser[HTTPParser.kOnHeadersComplete] = (major, minor, headers, method, url, status, reason, upgrade, keepAlive) => {
    said.push([major, minor, headers.join(), methods[method], url, status, reason, upgrade, keepAlive]);
  };
  parser[HTTPParser.kOnBody] = (chunk) => said.push(chunk.toString());
  parser[HTTPParser.kOnHeaders] = (headers) => said.push(headers);
  parser[HTTPParser.kOnMessageComplete] = () => said.push('end');
  let result;
  for (const part of parts) result = parser.execute(Buffer.from(part));
  return { said, result, parser };
}
const post = 'POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n';
for (const parts of [[post], [...post]]) {
  const { said, result } = read(HTTPParser.REQUEST, ...parts);
  assert.deepStrictEqual(said[0], [1, 1, 'Transfer-Encoding,chunked', 'POST', '/a', undefined, undefined, false, true]);
  assert.strictEqual(said.filter((item) => typeof item === 'string').join(''), 'abcend');
  assert.deepStrictEqual(said.at(-2), ['X', 'y']);
  assert.strictEqual(result, parts.at(-1).length);
}
assert.deepStrictEqual(read(HTTPParser.RESPONSE, 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi').said,
                       [[1, 0, 'Content-Length,2', undefined, undefined, 200, 'OK', false, false], 'hi', 'end']);
const { result } = read(HTTPParser.REQUEST, 'nonsense\r\n\r\n');
assert.strictEqual(result.code, 'HPE_INVALID_METHOD');
assert.strictEqual(read(HTTPParser.REQUEST, 'GET / HTTP/1.1\r\nHos').parser.finish().code, 'HPE_INVALID_EOF_STATE');
const { parser } = read(HTTPParser.REQUEST);
parser[HTTPParser.kOnHeadersComplete] = () => { throw new Error('mine'); };
assert.throws(() => parser.execute(Buffer.from('GET / HTTP/1.1\r\n\r\n')), { message: 'mine' });
assert.throws(() => ({ execute: parser.execute }).execute(Buffer.from('x')), TypeError);
assert.throws(() => parser.initialize(7), { code: 'ERR_OUT_OF_RANGE' });

const kept = parsers.alloc();
kept.initialize(HTTPParser.RESPONSE, {});
let message;
kept.onIncoming = (incoming) => { message = incoming; };
kept.execute(Buffer.from('HTTP/1.1 204 Nothing\r\nA: b\r\n\r\n'));
assert.strictEqual(message.statusCode, 204);
assert.strictEqual(message.headers.a, 'b');
freeParser(kept);
assert.strictEqual(kept.onIncoming, null);
assert.strictEqual(parsers.alloc(), kept);
