'use strict';
// `new` before a builtin function works, or throws, as in Node; where it throws there is no prototype property.
const assert = require('assert');
const has = (fn) => Object.hasOwn(fn, 'prototype');

const path = require('path'), crypto = require('crypto'), util = require('util'), v8 = require('v8');
for (const name of ['resolve', 'join', 'parse', 'basename', 'matchesGlob']) {
  for (const flavour of [path.posix, path.win32]) assert.strictEqual(has(flavour[name]), false, name);
  assert.throws(() => new path[name]('a', 'b'), { message: /is not a constructor/ });
}
for (const name of ['getHashes', 'getCiphers', 'getCurves', 'timingSafeEqual']) assert.strictEqual(has(crypto[name]), false, name);
for (const name of ['toUSVString', 'isDeepStrictEqual', 'parseArgs']) assert.strictEqual(has(util[name]), false, name);
for (const name of ['takeCoverage', 'stopCoverage', 'cachedDataVersionTag']) assert.strictEqual(has(v8[name]), false, name);
for (const name of ['profile', 'profileEnd', 'timeStamp', 'context']) assert.strictEqual(has(console[name]), false, name);

const os = require('os'), module_ = require('module'), zlib = require('zlib'), dns = require('dns'), domain = require('domain');
for (const name of ['arch', 'endianness', 'loadavg', 'platform']) assert.strictEqual(has(os[name]), true, name);
for (const name of ['registerHooks', 'register', 'findPackageJSON', 'findSourceMap']) assert.strictEqual(has(module_[name]), true, name);
for (const name of ['styleText', 'debuglog', 'diff']) assert.strictEqual(has(util[name]), true, name);
for (const name of ['umask', 'chdir', 'setuid', 'setgroups', 'emitWarning']) assert.strictEqual(has(process[name]), true, name);
assert.strictEqual(has(zlib.gzip) && has(zlib.gzipSync) && has(require('node:test').run), true);
assert.strictEqual(zlib.gzip.name, 'asyncBufferWrapper');
assert.strictEqual(zlib.gzipSync.name, 'syncBufferWrapper');
assert.strictEqual(has(dns.Resolver.prototype.resolve4), true);
assert.strictEqual(dns.Resolver.prototype.resolve4.name, 'queryA');
assert.strictEqual(dns.resolveTxt.name, 'bound queryTxt');
assert.strictEqual(new path.format({ base: 'a' }) instanceof Object, true);
assert.strictEqual(path.format.name, 'bound _format');
assert.strictEqual(require('dns/promises').reverse.name, 'bound getHostByAddr');
assert.strictEqual(os.hostname.name, 'wrappedFn');
assert.deepStrictEqual(Object.keys(domain.Domain.prototype),
  ['members', '_errorHandler', 'enter', 'exit', 'add', 'remove', 'run', 'intercept', 'bind']);
