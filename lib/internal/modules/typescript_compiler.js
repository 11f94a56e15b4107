// SPDX-License-Identifier: MIT
// Runs the TypeScript compiler over one file, without type checking: for syntax that has a meaning at run
// time (enum, namespace, parameter properties, decorators, import =) and for JSX. Takes a tenth of a second to
// load, so only files that need it come here; transform_cache.js keeps what it made.
'use strict';

const tsconfig = require('internal/modules/tsconfig');

let ts;

// Of tsconfig.json, what changes how a single file is emitted.
const honoured = [
  'experimentalDecorators', 'emitDecoratorMetadata', 'useDefineForClassFields', 'verbatimModuleSyntax', 'isolatedModules',
  'preserveConstEnums', 'jsxFactory', 'jsxFragmentFactory', 'jsxImportSource', 'esModuleInterop', 'allowUmdGlobalAccess',
];

// The compiler wants to know no file system, and does not look for one in a "browser".
function load() {
  process.browser = true;
  try {
    return require('internal/deps/typescript/lib/typescript');
  } finally {
    delete process.browser;
  }
}

function jsxMode(value, source) {
  const { JsxEmit } = ts;
  switch (`${value ?? ''}`.toLowerCase()) {
    case 'react': return JsxEmit.React;
    case 'react-jsxdev': return JsxEmit.ReactJSXDev;
    case '': return /^\s*\/\*[^]*?@jsx\s/.test(source) ? JsxEmit.React : JsxEmit.ReactJSX;
    default: return JsxEmit.ReactJSX; // there is no other tool behind us that "preserve" could leave it to
  }
}

function optionsFor(path, source) {
  const own = tsconfig.forFile(path);
  const options = {
    __proto__: null,
    target: ts.ScriptTarget.ES2022, // V8 has no decorators of its own: ESNext would leave them
    module: ts.ModuleKind.ESNext,
    moduleDetection: ts.ModuleDetectionKind.Legacy,
    jsx: jsxMode(own.jsx, source),
    inlineSourceMap: true,
    inlineSources: false,
    useDefineForClassFields: true,
    preserveConstEnums: true,
    esModuleInterop: true,
    newLine: ts.NewLineKind.LineFeed,
  };
  for (const key of honoured) {
    if (own[key] !== undefined) options[key] = own[key];
  }
  return options;
}

// import, export and import.meta make a module, if name and package have not decided.
function isModule(source, path, format, kind) {
  if (format !== undefined) return format === 'module';
  return ts.createSourceFile(path, source, ts.ScriptTarget.ESNext, false, kind).externalModuleIndicator !== undefined;
}

function syntaxError(diagnostic, source, path) {
  const { codes: { ERR_INVALID_TYPESCRIPT_SYNTAX } } = require('internal/errors');
  const error = new ERR_INVALID_TYPESCRIPT_SYNTAX(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
  if (diagnostic.file !== undefined && diagnostic.start !== undefined) {
    const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
    const carets = '^'.repeat(Math.max(1, Math.min(diagnostic.length ?? 1, 80)));
    internalBinding('contextify').setErrorArrow(
      error, `${path}:${line + 1}\n${source.split('\n', line + 1)[line]}\n${' '.repeat(character)}${carets}\n`);
  }
  return error;
}

/**
 * @param {string} source
 * @param {string} filename path or file: URL; .ts .mts .cts .tsx .jsx
 * @param {'module'|'commonjs'|undefined} format
 * @returns {string} JavaScript with an inline source map
 */
function compile(source, filename, format) {
  ts ??= load();
  const path = filename.startsWith('file:') ? require('internal/url').fileURLToPath(filename) : filename;
  const options = optionsFor(path, source);
  const kind = path.endsWith('.jsx') ? ts.ScriptKind.JSX : path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const needsImport = kind !== ts.ScriptKind.TS && options.jsx !== ts.JsxEmit.React; // of the JSX runtime
  const esm = isModule(source, path, format, kind);
  if (esm || needsImport) options.moduleDetection = ts.ModuleDetectionKind.Force;
  if (!esm) {
    options.module = ts.ModuleKind.CommonJS;
    options.alwaysStrict = false;
  }
  const { outputText, diagnostics } = ts.transpileModule(source, {
    fileName: path, reportDiagnostics: true, compilerOptions: options,
  });
  const failure = diagnostics.find(({ category, code }) => category === ts.DiagnosticCategory.Error && code < 2000);
  if (failure !== undefined) throw syntaxError(failure, source, path);
  return outputText;
}

module.exports = { compile };
