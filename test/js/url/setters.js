// SPDX-License-Identifier: MIT
// The setters of class URL, and what follows from them for the other parts.
'use strict';
const assert = require('node:assert');

const url = new URL('http://example.com/a/b?x=1#h');
url.host = 'other.org:8080';
assert.strictEqual(url.href, 'http://other.org:8080/a/b?x=1#h');
url.hostname = 'bücher.de:99';
assert.strictEqual(url.hostname, 'other.org'); // a port is no part of a host name
url.protocol = 'https';
url.port = '443';
assert.strictEqual(url.port, '');
url.username = 'a:b';
url.password = 'ü';
assert.strictEqual(url.href, 'https://a%3Ab:%C3%BC@other.org/a/b?x=1#h');
url.pathname = '/c/../d e?';
assert.strictEqual(url.pathname, '/d%20e%3F');
url.search = 'p=\'';
url.hash = '';
assert.strictEqual(url.href, 'https://a%3Ab:%C3%BC@other.org/d%20e%3F?p=%27');
assert.throws(() => { url.href = 'x'; }, { code: 'ERR_INVALID_URL', input: 'x' });

const opaque = new URL('data:text/plain,a');
opaque.pathname = 'b';
opaque.host = 'c';
assert.strictEqual(opaque.href, 'data:text/plain,a');

const file = new URL('file:///C|/x/../..');
assert.strictEqual(file.href, 'file:///C:/');
