// SPDX-License-Identifier: MIT
// Makes the errors of instantiation and evaluation say what to do about them, as Node does.
'use strict';

const { errorArrow, locate, setErrorArrow } = internalBinding('contextify');

const { RegExpPrototypeExec, SafeSet, StringPrototypeIncludes, StringPrototypeStartsWith } = primordials;

const missingExport =
  /^The requested module '(.*)' does not provide an export named '(.*)'$/;

/** SyntaxError of linking: a name that a CommonJS module does not show to import. */
function explainInstantiation(error, root) {
  const { decorateError } = internalBinding('contextify');
  if (error === null || typeof error !== 'object') return error;
  const match = RegExpPrototypeExec(missingExport, `${error.message}`);
  if (match !== null) {
    const job = findRequest(root, match[1], new SafeSet());
    if (job !== undefined && (job.format === 'commonjs' || job.format === 'commonjs-typescript')) {
      const { 1: specifier, 2: name } = match;
      const message = `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, ` +
        'which may not support all module.exports as named exports.\nCommonJS modules can always be imported via ' +
        `the default export, for example using:\n\nimport pkg from '${specifier}';\n${destructuring(error, name)}`;
      const { stack } = error;
      error.message = message;
      error.stack = `${stack}`.replace(match[0], () => message);
    }
  }
  const { stack } = error;
  decorateError(error);
  // No empty line below the arrow here.
  if (error.stack !== stack) error.stack = `${error.stack}`.replace('^\n\n', '^\n');
  return error;
}

// The line to write instead: const { a, b: c } = pkg;
function destructuring(error, name) {
  const { errorArrow } = internalBinding('contextify');
  const line = RegExpPrototypeExec(/^[^\n]*:\d+\n(import.*)/, `${errorArrow(error)}`);
  if (line !== null) {
    const names = RegExpPrototypeExec(/import\s+(?:[\w$]+\s*,\s*)?\{([^}]*)\}/, line[1]);
    if (names !== null) return `const {${names[1].replace(/\s+as\s+/g, ': ')}} = pkg;\n`;
  }
  return `const { ${name} } = pkg;\n`;
}

function findRequest(job, specifier, seen) {
  if (job.jobs === undefined || seen.has(job)) return undefined;
  seen.add(job);
  for (let i = 0; i < job.jobs.length; i++) {
    if (job.specifiers[i] === specifier) return job.jobs[i];
  }
  for (let i = 0; i < job.jobs.length; i++) {
    const found = findRequest(job.jobs[i], specifier, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

const commonJSNames = ['require', 'module', 'exports', '__filename', '__dirname'];

// What to write instead in an ES module.
const ambiguousNames = {
  __proto__: null,
  require: 'replace require() with import',
  module: 'use export instead of module.exports/exports',
  exports: 'use export instead of module.exports/exports',
  __filename: 'use import.meta.filename instead',
  __dirname: 'use import.meta.dirname instead',
};

/** Whether nothing but its syntax made the file an ES module. */
function isAmbiguous(url) {
  if (!StringPrototypeStartsWith(url, 'file:') || RegExpPrototypeExec(/\.[mc][jt]s(\?[^#]*)?(#.*)?$/, url) !== null) return false;
  const { getNearestParentPackageJSONType } = require('internal/modules/package_json_reader');
  return getNearestParentPackageJSONType(require('internal/url').fileURLToPath(url)) === 'none';
}

/** ReferenceError: require is not defined … in ES module scope. */
function explainEvaluation(error, job) {
  if (error?.name !== 'ReferenceError' || typeof error.message !== 'string') return error;
  const match = RegExpPrototypeExec(/^(\w+) is not defined$/, error.message);
  if (match === null || !commonJSNames.includes(match[1])) return error;
  const arrow = errorArrow(error) ?? locate(error); // before the stack is read: then the engine forgets the place
  if (!StringPrototypeIncludes(`${error.stack}`, job.url) && !StringPrototypeStartsWith(job.url, 'file:')) return error;
  if (job.wrap.hasTopLevelAwait() && isAmbiguous(job.url)) {
    reword(error, 'Cannot determine intended module format because both ' +
      `'${match[1]}' and top-level await are present. If the code is intended to be CommonJS, wrap await in an async ` +
      `function. If the code is intended to be an ES module, ${ambiguousNames[match[1]]}.`, arrow);
    error.code = 'ERR_AMBIGUOUS_MODULE_SYNTAX';
    return error;
  }
  let message = `${error.message} in ES module scope`;
  if (StringPrototypeStartsWith(message, 'require ')) message += ', you can use import instead';
  const isInJs = RegExpPrototypeExec(/\.js(\?[^#]*)?(#.*)?$/, job.url) !== null;
  if (isInJs && StringPrototypeStartsWith(job.url, 'file://')) {
    const { getNearestParentPackageJSON } = require('internal/modules/package_json_reader');
    const { fileURLToPath } = require('internal/url');
    const config = getNearestParentPackageJSON(fileURLToPath(job.url));
    if (config?.type === 'module') {
      message += '\nThis file is being treated as an ES module because it has a ' +
        `'.js' file extension and '${config.filePath}' contains "type": "module". To treat it as a ` +
        'CommonJS script, rename it to use the \'.cjs\' file extension.';
    }
  }
  return reword(error, message, arrow);
}

/** Another message for an error that was thrown: its stack and the source line it is printed with stay. */
function reword(error, message, arrow) {
  const { stack } = error, before = error.message;
  error.message = message;
  error.stack = `${stack}`.replace(before, () => message);
  if (typeof arrow === 'string') setErrorArrow(error, arrow);
  return error;
}

module.exports = { explainInstantiation, explainEvaluation };
