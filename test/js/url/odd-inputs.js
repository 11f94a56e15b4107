// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const path = require('path');
const querystring = require('querystring');
const url = require('url');

// A domain is what a hostname setter would take.
for (const [domain, ascii] of [['a/b', 'a'], ['a\\b', 'a'], ['a?b', 'a'], ['a#b', 'a'], ['a\tb', 'ab'], ['é.com/x', 'xn--9ca.com'],
                               ['/x', ''], ['a:80', '']]) {
  assert.strictEqual(url.domainToASCII(domain), ascii);
}
assert.strictEqual(url.domainToUnicode('é.com/x'), 'é.com');

// An empty query or fragment keeps its mark.
assert.strictEqual(url.format(new URL('http://u@a/?#'), { auth: false }), 'http://a/?#');
assert.strictEqual(url.format(new URL('http://a/?#'), { search: false }), 'http://a/#');
assert.strictEqual(url.format(new URL('http://a/?#'), { fragment: false }), 'http://a/?');
assert.strictEqual(url.format(new URL('http://a/p?x#y?z'), { search: false }), 'http://a/p#y?z');

// Paths of Windows without a drive.
const windows = { windows: true };
assert.strictEqual(url.pathToFileURL('/a', windows).href, 'file:///a');
assert.strictEqual(url.pathToFileURL('C:\\a', windows).href, 'file:///C:/a');
assert.strictEqual(url.pathToFileURL('//server/share', windows).href, 'file://server/share/');
if (path.sep === '/') assert.match(url.pathToFileURL('a', windows).href, /^file:\/\/\/[^/]/);

// A lone surrogate takes the next character with it.
assert.strictEqual(querystring.escape('\ud800u'), '%F0%90%81%B5');
assert.throws(() => querystring.escape('u\ud800'), { code: 'ERR_INVALID_URI' });
assert.strictEqual(url.format({ protocol: 'a', host: 'b', slashes: true, auth: '\ud800u' }), 'a://%F0%90%81%B5@b');
