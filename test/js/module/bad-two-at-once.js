// SPDX-License-Identifier: MIT
// module: wrong values, two at once, getters, paths with NUL.
'use strict';
const assert = require('node:assert');
const module_ = require('node:module');
const { checkOutcomes, mine } = require('../../fixtures/outcome');
const { createRequire, findSourceMap, stripTypeScriptTypes, isBuiltin, SourceMap, enableCompileCache, setSourceMapsSupport, registerHooks } = module_;
const own = createRequire('/a/b.js');

const table = [
  [() => createRequire(5), `TypeError ERR_INVALID_ARG_VALUE: The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received 5`],
  [() => createRequire('x'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received 'x'`],
  [() => createRequire(new URL('http://x/')), `TypeError ERR_INVALID_ARG_VALUE: The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received URL {\n  href: 'http://x/',\n  origin: 'http://x',\n  protocol: 'http:',\n  username: '',\n  password: '',\n  host: 'x',\n  hostname: '...`],
  [() => createRequire({ href: 5 }), `TypeError ERR_INVALID_ARG_VALUE: The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received { href: 5 }`],
  [() => own(5), 'TypeError ERR_INVALID_ARG_TYPE: The "id" argument must be of type string. Received type number (5)'],
  [() => own(''), `TypeError ERR_INVALID_ARG_VALUE: The argument 'id' must be a non-empty string. Received ''`],
  [() => own('a\0b'), `Error MODULE_NOT_FOUND: Cannot find module 'a\u0000b'\nRequire stack:\n- /a/b.js`],
  [() => own({ toString: mine }), 'TypeError ERR_INVALID_ARG_TYPE: The "id" argument must be of type string. Received an instance of Object'],
  [() => own.resolve(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "request" argument must be of type string. Received type number (5)'],
  [() => own.resolve('x', { paths: 5 }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.paths' is invalid. Received 5`],
  [() => own.resolve('x', { get paths() { mine(); } }), 'Error undefined: mine'],
  [() => own.resolve.paths(5), 'TypeError ERR_INVALID_ARG_TYPE: The "request" argument must be of type string. Received type number (5)'],
  [() => isBuiltin(5), 'returned'],
  [() => stripTypeScriptTypes(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "code" argument must be of type string. Received type number (5)'],
  [() => stripTypeScriptTypes('x', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => stripTypeScriptTypes('x', { mode: 'y', sourceUrl: 5 }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.mode' must be one of: 'strip', 'transform'. Received 'y'`],
  [() => stripTypeScriptTypes('x', { mode: 'strip', sourceMap: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.sourceMap" property must be of type boolean. Received type number (5)'],
  [() => stripTypeScriptTypes('x', { sourceMap: true }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.sourceMap' must be one of: false, undefined. Received true`],
  [() => stripTypeScriptTypes('x', { get sourceMap() { mine(); }, get mode() { throw new Error('mode'); } }), 'Error undefined: mine'],
  [() => stripTypeScriptTypes('x', { sourceUrl: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.sourceUrl" property must be of type string. Received type number (5)'],
  [() => new SourceMap(5), 'TypeError ERR_INVALID_ARG_TYPE: The "payload" argument must be of type object. Received type number (5)'],
  [() => SourceMap({}), `TypeError undefined: Class constructor SourceMap cannot be invoked without 'new'`],
  [() => new SourceMap(), 'TypeError ERR_INVALID_ARG_TYPE: The "payload" argument must be of type object. Received undefined'],
  [() => setSourceMapsSupport(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "enabled" argument must be of type boolean. Received type number (5)'],
  [() => setSourceMapsSupport(true, { nodeModules: 5, generatedCode: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.nodeModules" property must be of type boolean. Received type number (5)'],
  [() => setSourceMapsSupport(true, { get generatedCode() { mine(); } }), 'Error undefined: mine'],
  [() => registerHooks({ resolve: 5, load: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "hooks.resolve" property must be of type function. Received type number (5)'],
  [() => registerHooks({ get load() { mine(); } }), 'Error undefined: mine'],
  [() => new module_.Module('x').require(5), 'TypeError ERR_INVALID_ARG_TYPE: The "id" argument must be of type string. Received type number (5)'],
  [() => new module_.Module('x').require(''), `TypeError ERR_INVALID_ARG_VALUE: The argument 'id' must be a non-empty string. Received ''`],
  [() => new module_.Module('x')._compile('(', 'y'), 'SyntaxError undefined: Unexpected end of input'],
];

checkOutcomes(table);
assert.strictEqual(findSourceMap('no'), undefined);
