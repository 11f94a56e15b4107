// SPDX-License-Identifier: MIT
'use strict';

// Errors whose message depends on the kind of their arguments, or which carry properties.
// Each row: [class, message(...args), assign?(error, ...args)]. Used by internal/errors only.

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeJoin,
  ArrayPrototypeMap,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  Error,
  JSONStringify,
  MathAbs,
  NumberIsInteger,
  ObjectDefineProperty,
  RangeError,
  RegExpPrototypeExec,
  String,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
  TypeError,
} = primordials;

let inspectModule;
function inspect(value, options) {
  inspectModule ??= require('internal/util/inspect');
  return inspectModule.inspect(value, options);
}

/** "a", "a and b", "a, b, and c". */
function formatList(list, word = 'and') {
  const { length } = list;
  if (length < 2) return `${list[0] ?? ''}`;
  if (length === 2) return `${list[0]} ${word} ${list[1]}`;
  return `${ArrayPrototypeJoin(ArrayPrototypeSlice(list, 0, -1), ', ')}, ${word} ${list[length - 1]}`;
}

/** What was received, for "... Received an instance of Foo". */
function determineSpecificType(value) {
  if (value === null || value === undefined) return `${value}`;
  switch (typeof value) {
    case 'function':
      return `function ${value.name}`;
    case 'object': {
      const name = value.constructor?.name;
      if (typeof name === 'string' && name !== '') return `an instance of ${name}`;
      return inspect(value, { depth: -1 });
    }
    case 'string': {
      const text = value.length > 28 ? `${StringPrototypeSlice(value, 0, 25)}...` : value;
      if (!StringPrototypeIncludes(text, "'")) return `type string ('${text}')`;
      return `type string (${JSONStringify(text)})`;
    }
    default:
      return `type ${typeof value} (${inspect(value, { colors: false })})`;
  }
}

/** What a string that is meant as a URL wants. */
function urlHint(text) {
  const scheme = StringPrototypeStartsWith(text, 'file://') ? 'file://' : StringPrototypeStartsWith(text, 'data:') ? 'data:' : '';
  return scheme && ` Wrap ${scheme} URLs with \`new URL\`.`;
}

const primitiveTypes = { __proto__: null };
for (const name of ['bigint', 'boolean', 'function', 'number', 'object', 'string', 'symbol']) {
  primitiveTypes[name] = name;
}
primitiveTypes.Function = 'function';
primitiveTypes.Object = 'object';
const classNameRegExp = /^[A-Z][a-zA-Z0-9]*$/;

/** The middle of ERR_INVALID_ARG_TYPE: "of type string or an instance of Buffer". */
function expectation(expected) {
  const types = [];
  const classes = [];
  const others = [];
  const list = ArrayIsArray(expected) ? expected : [expected];
  for (let i = 0; i < list.length; i++) {
    const name = list[i];
    if (primitiveTypes[name] !== undefined) ArrayPrototypePush(types, primitiveTypes[name]);
    else if (RegExpPrototypeExec(classNameRegExp, name) !== null) ArrayPrototypePush(classes, name);
    else ArrayPrototypePush(others, name);
  }
  // Among class names, "object" reads as one.
  if (classes.length > 0 && ArrayPrototypeIncludes(types, 'object')) {
    const kept = [];
    for (let i = 0; i < types.length; i++) {
      if (types[i] !== 'object') ArrayPrototypePush(kept, types[i]);
    }
    types.length = 0;
    for (let i = 0; i < kept.length; i++) ArrayPrototypePush(types, kept[i]);
    ArrayPrototypePush(classes, 'Object');
  }
  const parts = [];
  if (types.length > 0) {
    ArrayPrototypePush(parts, `${types.length > 1 ? 'one of type' : 'of type'} ${formatList(types, 'or')}`);
  }
  if (classes.length > 0) ArrayPrototypePush(parts, `an instance of ${formatList(classes, 'or')}`);
  if (others.length > 1) {
    ArrayPrototypePush(parts, `one of ${formatList(others, 'or')}`);
  } else if (others.length === 1) {
    const article = StringPrototypeToLowerCase(others[0]) !== others[0] ? 'an ' : '';
    ArrayPrototypePush(parts, `${article}${others[0]}`);
  }
  return ArrayPrototypeJoin(parts, ' or ');
}

function isPath(name) {
  return StringPrototypeIncludes(name, '.') ? 'property' : 'argument';
}

function invalidArgType(name, expected, actual) {
  const subject = StringPrototypeEndsWith(name, ' argument') ? name : `"${name}" ${isPath(name)}`;
  return `The ${subject} must be ${expectation(expected)}. Received ${determineSpecificType(actual)}`;
}

function invalidArgValue(name, value, reason = 'is invalid') {
  let text = inspect(value);
  if (text.length > 128) text = `${StringPrototypeSlice(text, 0, 128)}...`;
  return `The ${isPath(name)} '${name}' ${reason}. Received ${text}`;
}

function withSeparators(digits) {
  let result = '';
  let i = digits.length;
  const start = digits[0] === '-' ? 1 : 0;
  for (; i >= start + 4; i -= 3) result = `_${StringPrototypeSlice(digits, i - 3, i)}${result}`;
  return `${StringPrototypeSlice(digits, 0, i)}${result}`;
}

function outOfRange(name, range, input, replaceText = false) {
  let received;
  if (NumberIsInteger(input) && MathAbs(input) > 2 ** 32) {
    received = withSeparators(String(input));
  } else if (typeof input === 'bigint') {
    const big = input > 2n ** 32n || input < -(2n ** 32n);
    received = `${big ? withSeparators(String(input)) : input}n`;
  } else {
    received = inspect(input);
  }
  const text = replaceText ? name : `The value of "${name}" is out of range.`;
  return `${text} It must be ${range}. Received ${received}`;
}

function invalidPackageTarget(directory, key, target, isImport = false, base = undefined) {
  const needsDot = typeof target === 'string' && !isImport && target.length > 0 &&
    !StringPrototypeStartsWith(target, './');
  const subject = key === '.' ? '"exports" main target' : `"${isImport ? 'imports' : 'exports'}" target`;
  const place = key === '.' ? 'defined' : `defined for '${key}'`;
  return `Invalid ${subject} ${JSONStringify(target)} ${place} in the package config ` +
    `${directory}package.json${importedFrom(base)}${needsDot ? '; targets must start with "./"' : ''}`;
}

function importedFrom(base) {
  return base ? ` imported from ${base}` : '';
}

function packagePathNotExported(directory, subpath, base) {
  if (subpath === '.') {
    return `No "exports" main defined in ${directory}package.json${importedFrom(base)}`;
  }
  return `Package subpath '${subpath}' is not defined by "exports" in ${directory}package.json` +
    importedFrom(base);
}

function missingArgs(...names) {
  const quoted = ArrayPrototypeMap(names, (name) => {
    if (!ArrayIsArray(name)) return `"${name}"`;
    return ArrayPrototypeJoin(ArrayPrototypeMap(name, (each) => `"${each}"`), ' or ');
  });
  return `The ${formatList(quoted)} argument${names.length > 1 ? 's' : ''} must be specified`;
}

function requireAsyncModule(filename, parent, locations) {
  let text = 'require() cannot be used on an ESM graph with top-level await. Use import() instead.';
  if (!require('internal/options').getOptionValue('--experimental-print-required-tla')) {
    text += ' To see where the top-level await comes from, use --experimental-print-required-tla.';
  }
  if (locations?.length > 0) text = `${ArrayPrototypeJoin(locations, '\n')}\n${text}`;
  if (filename) text += `\nRequired module: ${filename}`;
  const stack = requireStack(parent);
  if (stack.length > 0) text += `\nRequire stack:\n- ${ArrayPrototypeJoin(stack, '\n- ')}`;
  return text;
}

// parent: a module, or the name of one
function requireStack(parent) {
  if (typeof parent === 'string') return [parent];
  const stack = [];
  for (let at = parent; at; at = at.parent) ArrayPrototypePush(stack, at.filename || at.id);
  return stack;
}

// Own, whatever somebody has put on Error.prototype.
function setUrl(error, path, base, url) {
  if (!url) return;
  primordials.ObjectDefineProperty(error, 'url', {
    __proto__: null, value: `${url}`, writable: true, enumerable: true, configurable: true,
  });
}

function requireEsm(filename, hasEsmSyntax, parentPath = null, packageJsonPath = null) {
  let text = `require() of ES Module ${filename}${parentPath ? ` from ${parentPath}` : ''} not supported.`;
  if (!packageJsonPath) {
    if (parentPath) {
      text += `\nInstead change the require of ${filename} to a dynamic import() which is available in all CommonJS modules.`;
    }
    return text;
  }
  const name = StringPrototypeSlice(filename, StringPrototypeLastIndexOf(filename, '/') + 1);
  if (hasEsmSyntax) {
    return `${text}\nInstead change the require of ${name} in ${parentPath} to a ` +
      'dynamic import() which is available in all CommonJS modules.';
  }
  return `${text}\n${name} is treated as an ES module file as it is a .js file whose nearest parent package.json ` +
    'contains "type": "module" which declares all .js files in that package scope as ES modules.\n' +
    `Instead either rename ${name} to end in .cjs, change the requiring code to use dynamic import() which is ` +
    `available in all CommonJS modules, or change "type": "module" to "type": "commonjs" in ${packageJsonPath} to ` +
    'treat all .js files as CommonJS (using .mjs for all ES modules instead).\n';
}

const ownBugText = 'This is caused by either a bug in Node.js or incorrect usage of Node.js internals.\n' +
  'Please open an issue with this stack trace at https://github.com/nodejs/node/issues\n';

module.exports = {
  determineSpecificType,
  formatList,
  rows: {
    __proto__: null,
    ERR_ACCESS_DENIED: [Error, (message) => message, (error, message, permission, resource) => {
      error.permission = permission;
      error.resource = resource;
    }],
    ERR_BUFFER_OUT_OF_BOUNDS: [RangeError, (name) => (name ? `"${name}" is outside of buffer bounds` :
      'Attempt to access memory outside buffer bounds')],
    ERR_DEBUGGER_STARTUP_ERROR: [Error, (message) => message, (error, message, details) => {
      if (details?.childStderr !== undefined) error.childStderr = details.childStderr;
    }],
    ERR_ENCODING_INVALID_ENCODED_DATA: [TypeError,
      (encoding) => `The encoded data was not valid for encoding ${encoding}`,
      (error, encoding, result) => { if (result !== undefined) error.errno = result; }],
    ERR_FALSY_VALUE_REJECTION: [Error, () => 'Promise was rejected with falsy value',
      (error, reason) => { error.reason = reason; }],
    ERR_FS_WATCH_QUEUE_OVERFLOW: [Error, (count) => `fs.watch() queued more than ${count} events`],
    ERR_HTTP2_INVALID_SETTING_VALUE: [TypeError,
      (name, value) => `Invalid value for setting "${name}": ${value}`,
      (error, name, actual, min, max) => {
        error.actual = actual;
        if (min !== undefined) {
          error.min = min;
          error.max = max;
        }
      }],
    ERR_HTTP2_STREAM_CANCEL: [Error, (cause) => {
      const text = 'The pending stream has been canceled';
      return typeof cause?.message === 'string' ? `${text} (caused by: ${cause.message})` : text;
    }, (error, cause) => { if (cause) error.cause = cause; }],
    ERR_IMPORT_ATTRIBUTE_UNSUPPORTED: [TypeError, (name, value, url) =>
      `Import attribute "${name}" with value "${value}" is not supported${url === undefined ? '' : ` in ${url}`}`],
    ERR_INTERNAL_ASSERTION: [Error, (message) =>
      (message === undefined ? ownBugText : `${message}\n${ownBugText}`)],
    ERR_INVALID_ADDRESS_FAMILY: [RangeError,
      (type, host, port) => `Invalid address family: ${type} ${host}:${port}`,
      (error, type, host, port) => {
        error.host = host;
        error.port = port;
      }],
    ERR_INVALID_ARG_TYPE: [TypeError, invalidArgType],
    ERR_INVALID_ARG_VALUE: [TypeError, invalidArgValue],
    ERR_INVALID_CHAR: [TypeError, (name, field) =>
      `Invalid character in ${name}${field === undefined ? '' : ` ["${field}"]`}`],
    ERR_INVALID_FILE_URL_PATH: [TypeError, (reason) => `File URL path ${reason}`,
      (error, reason, input) => { error.input = input; }],
    ERR_INVALID_MIME_SYNTAX: [TypeError, (production, text, index) =>
      `The MIME syntax for a ${production} in "${text}" is invalid${index === -1 ? '' : ` at ${index}`}`],
    ERR_INVALID_MODULE_SPECIFIER: [TypeError, (specifier, reason, base) =>
      `Invalid module "${specifier}" ${reason}${importedFrom(base)}`],
    ERR_INVALID_PACKAGE_CONFIG: [Error, (path, base, message) =>
      `Invalid package config ${path}${base ? ` while importing ${base}` : ''}${message ? `. ${message}` : ''}`],
    ERR_INVALID_PACKAGE_TARGET: [Error, invalidPackageTarget],
    ERR_INVALID_RETURN_PROPERTY: [TypeError, (input, name, property, value) =>
      `Expected a valid ${input} to be returned for the "${property}" from the "${name}" hook but got ` +
      `${determineSpecificType(value)}.`],
    ERR_INVALID_RETURN_PROPERTY_VALUE: [TypeError, (input, name, property, value) =>
      `Expected ${input} to be returned for the "${property}" from the "${name}" hook but got ` +
      `${determineSpecificType(value)}.`],
    ERR_INVALID_RETURN_VALUE: [TypeError, (input, name, value) =>
      `Expected ${input} to be returned from the "${name}" function but got ${determineSpecificType(value)}.`],
    ERR_INVALID_URL: [TypeError, () => 'Invalid URL', (error, input, base) => {
      error.input = input;
      if (base != null) error.base = base;
    }],
    ERR_INVALID_URL_SCHEME: [TypeError, (expected) => {
      const list = ArrayIsArray(expected) ? expected : [expected];
      return `The URL must be ${list.length > 1 ? 'one of ' : 'of '}scheme ${formatList(list, 'or')}`;
    }],
    ERR_MISSING_ARGS: [TypeError, missingArgs],
    ERR_MODULE_NOT_FOUND: [Error, (path, base, exactUrl) =>
      `Cannot find ${exactUrl ? 'module' : 'package'} '${path}' imported from ${base}`,
      setUrl],
    ERR_OUT_OF_RANGE: [RangeError, outOfRange],
    ERR_PACKAGE_IMPORT_NOT_DEFINED: [TypeError, (specifier, directory, base) =>
      `Package import specifier "${specifier}" is not defined` +
      `${directory ? ` in package ${directory}package.json` : ''} imported from ${base}`],
    ERR_PACKAGE_PATH_NOT_EXPORTED: [Error, packagePathNotExported],
    ERR_PARSE_ARGS_UNKNOWN_OPTION: [TypeError, (option, allowPositionals) =>
      `Unknown option '${option}'${allowPositionals ? '. To specify a positional argument starting with ' +
      `a '-', place it at the end of the command after '--', as in '-- "${option}"` : ''}`],
    ERR_REQUIRE_ASYNC_MODULE: [Error, requireAsyncModule, (error, filename, parent, locations) => {
      const hidden = { __proto__: null, writable: true, configurable: true };
      ObjectDefineProperty(error, 'requireStack', { ...hidden, value: requireStack(parent) });
      ObjectDefineProperty(error, 'topLevelAwaitLocations', { ...hidden, value: locations });
    }],
    ERR_REQUIRE_ESM: [Error, requireEsm],
    ERR_REQUIRE_ESM_RACE_CONDITION: [Error, (filename, parent, isForAsyncLoaderHookWorker) =>
      `Cannot require() ES Module ${filename} because it is not yet fully loaded.\n` +
      'This may be caused by a race condition if the module is simultaneously dynamically ' +
      'import()-ed via Promise.all().\nTry await-ing the import() sequentially in a loop instead.\n' +
      ` (From ${parent ? `${parent} in ` : ' '}${isForAsyncLoaderHookWorker ?
        'loader hook worker thread' : 'non-loader-hook thread'})`],
    ERR_SOURCE_PHASE_NOT_DEFINED: [SyntaxError, (url) =>
      `Source phase import object is not defined for module '${url}'`],
    ERR_SOCKET_BAD_PORT: [RangeError, (name, port, allowZero = true) =>
      `${name} should be ${allowZero ? '>=' : '>'} 0 and < 65536. Received ${determineSpecificType(port)}.`],
    ERR_TEST_FAILURE: [Error, (cause) => {
      const message = cause?.message ?? cause;
      return typeof message === 'string' ? message : inspect(message);
    }, (error, cause, failureType) => {
      error.failureType = failureType;
      error.cause = cause;
    }],
    ERR_TLS_ALPN_CALLBACK_INVALID_RESULT: [TypeError, (value, protocols) =>
      `ALPN callback returned a value (${value}) that did not match any of the client's offered ` +
      `protocols (${ArrayPrototypeJoin(protocols, ', ')})`],
    ERR_TLS_CERT_ALTNAME_INVALID: [Error,
      (reason) => `Hostname/IP does not match certificate's altnames: ${reason}`,
      (error, reason, host, cert) => {
        error.reason = reason;
        error.host = host;
        error.cert = cert;
      }],
    ERR_UNHANDLED_ERROR: [Error, (cause) =>
      (cause === undefined ? 'Unhandled error.' : `Unhandled error. (${cause})`)],
    ERR_UNSUPPORTED_DIR_IMPORT: [Error,
      (path, base) => `Directory import '${path}' is not supported resolving ES modules imported from ${base}`,
      setUrl],
    ERR_UNSUPPORTED_ESM_URL_SCHEME: [Error, (url, supported) =>
      `Only URLs with a scheme in: ${formatList(supported)} are supported by the default ESM loader. ` +
      `Received protocol '${url.protocol}'`],
    ERR_VM_MODULE_LINK_FAILURE: [Error, (message) => message, (error, message, cause) => {
      error.cause = cause;
    }],
    ERR_WORKER_INVALID_EXEC_ARGV: [Error, (flags, text = 'invalid execArgv flags') =>
      `Initiated Worker with ${text}: ${ArrayPrototypeJoin(flags, ', ')}`],
    ERR_WORKER_PATH: [TypeError, (filename) =>
      'The worker script or module filename must be an absolute path or a relative path starting ' +
      `with './' or '../'.${urlHint(`${filename}`)} Received "${filename}"`],
  },
};
