// SPDX-License-Identifier: MIT
// Ten times longer, the same memory: assert, os, path, punycode, querystring, string_decoder, url, util, v8.
'use strict';
const { longer } = require('../../fixtures/longer');

const value = { list: [1, 2.5, 'three', null], map: new Map([['a', { b: new Date(0) }]]), text: 'x'.repeat(60) };
const nothing = () => {};

longer(__filename, {
  assert: [100, () => {
    const assert = require('node:assert');
    return () => {
      assert.deepStrictEqual(structuredClone(value), value);
      assert.throws(() => assert.deepStrictEqual({ a: 1 }, { a: 2 }), { code: 'ERR_ASSERTION' });
      assert.throws(() => assert.match('a', /b/));
      assert.throws(() => assert.throws(nothing));
    };
  }],
  os: [40, () => {
    const os = require('node:os');
    return () => [os.cpus(), os.networkInterfaces(), os.userInfo(), os.loadavg(), os.freemem(), os.hostname(), os.version(),
                  os.getPriority(), os.tmpdir(), os.homedir()];
  }],
  path: [1000, () => {
    const path = require('node:path');
    return (i) => [path.resolve('a', `../b/${i}`), path.join('/a', `${i}`, '..'), path.relative('/a/b', `/c/${i}`),
                   path.format(path.parse(`/a/b/${i}.js`)), path.win32.normalize(`c:\\a\\..\\${i}`), path.matchesGlob(`a${i % 9}`, 'a*')];
  }],
  punycode: [1000, () => {
    const punycode = require('node:punycode');
    return (i) => [punycode.toUnicode(punycode.toASCII(`mañana${i}.com`)), punycode.ucs2.decode('☃')];
  }],
  querystring: [1000, () => {
    const querystring = require('node:querystring');
    return (i) => querystring.stringify(querystring.parse(`a=${i}&b=c%20d&b=e&c=%ff`));
  }],
  string_decoder: [1000, () => {
    const { StringDecoder } = require('node:string_decoder');
    return () => {
      for (const encoding of ['utf8', 'base64', 'utf16le', 'hex']) {
        const decoder = new StringDecoder(encoding);
        decoder.write(Buffer.from([0xe2, 0x82]));
        decoder.end(Buffer.from([0xac]));
      }
    };
  }],
  url: [600, () => {
    const url = require('node:url');
    return (i) => {
      const one = new URL(`../b?x=${i}#f`, `http://user:pass@host${i}.example:8080/a/`);
      one.searchParams.append('y', 'z');
      one.searchParams.sort();
      one.pathname = '/c d';
      url.format(url.parse(one.href, true));
      url.fileURLToPath(url.pathToFileURL(`/a/${i}`));
      url.domainToUnicode(url.domainToASCII('español.com'));
      return [URL.canParse(`x:${i}`), new URLSearchParams({ a: `${i}` }).toString(), url.urlToHttpOptions(one)];
    };
  }],
  util: [300, () => {
    const util = require('node:util');
    return (i) => {
      util.inspect(value, { depth: 9, colors: true, compact: false });
      util.inspect(new Proxy(value, {}), { showProxy: true });
      util.format('%s %d %j %o', i, i, value, value);
      util.isDeepStrictEqual(structuredClone(value), value);
      util.promisify(nothing);
      util.debuglog(`section ${i}`)('not shown');
      util.deprecate(nothing, 'old', 'DEP_OLD')();
      util.parseArgs({ args: ['-v', `--n=${i}`], options: { v: { type: 'boolean', short: 'v' }, n: { type: 'string' } } });
      util.styleText('red', util.stripVTControlCharacters('\x1b[1mx'), { validateStream: false });
      return [new util.MIMEType('text/plain;charset=utf-8').essence, util.types.isMap(value.map), util.getCallSites()];
    };
  }],
  json: [500, () => () => JSON.parse(JSON.stringify(value))],
  v8: [100, () => {
    const v8 = require('node:v8');
    return () => {
      v8.deserialize(v8.serialize(value));
      v8.getHeapStatistics();
      v8.getHeapSpaceStatistics();
      v8.promiseHooks.createHook({ init: nothing })();
      const profiler = new v8.GCProfiler();
      profiler.start();
      profiler.stop();
    };
  }],
});
