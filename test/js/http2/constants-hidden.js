'use strict';
// Thirteen constants are there and not enumerable, as in Node.
const assert = require('assert');
const { constants } = require('http2');

const hidden = Object.getOwnPropertyNames(constants).filter((name) => !Object.keys(constants).includes(name));
assert.deepStrictEqual(hidden, [
  'NGHTTP2_HCAT_REQUEST', 'NGHTTP2_HCAT_RESPONSE', 'NGHTTP2_HCAT_PUSH_RESPONSE', 'NGHTTP2_HCAT_HEADERS',
  'NGHTTP2_NV_FLAG_NONE', 'NGHTTP2_NV_FLAG_NO_INDEX', 'NGHTTP2_ERR_DEFERRED', 'NGHTTP2_ERR_STREAM_ID_NOT_AVAILABLE',
  'NGHTTP2_ERR_INVALID_ARGUMENT', 'NGHTTP2_ERR_STREAM_CLOSED', 'NGHTTP2_ERR_NOMEM', 'STREAM_OPTION_EMPTY_PAYLOAD',
  'STREAM_OPTION_GET_TRAILERS',
]);
