// SPDX-License-Identifier: MIT
// Source maps of the program's modules (--enable-source-maps): found when a module is loaded, read when
// a stack trace or module.findSourceMap() wants them.
'use strict';

const { sourceMaps } = require('internal/modules/hooks_state');

const records = new Map(); // file name or URL -> { url, content, map, ref }
const options = { __proto__: null, nodeModules: false, generatedCode: false };

/** Called by the loaders for every module while source maps are on; `url` is what V8 found in its comments. */
function maybeCacheSourceMap(filename, content, holder, url) {
  if (!sourceMaps.recorded) return;
  if (sourceMaps.enabled && !options.nodeModules && filename.includes('/node_modules/')) return;
  if (typeof url !== 'string' || url === '') return;
  const record = {
    __proto__: null, filename, url, lineLengths: content.split('\n').map((line) => line.length),
    map: undefined, loaded: false, holder: holder === undefined ? undefined : new WeakRef(holder),
  };
  records.set(filename, record);
  const { fileURLToPath, pathToFileURL } = require('internal/url');
  if (filename.startsWith('file:')) records.set(fileURLToPath(filename), record);
  else if (filename.startsWith('/')) records.set(pathToFileURL(filename).href, record);
  if (process.env.NODE_V8_COVERAGE) payloadOf(record);
}

function readPayload(record) {
  const { URL, pathToFileURL, fileURLToPath } = require('internal/url');
  const base = record.filename.startsWith('file:') ? record.filename : pathToFileURL(record.filename).href;
  try {
    if (record.url.startsWith('data:')) {
      const comma = record.url.indexOf(',');
      const head = record.url.slice(5, comma);
      if (!head.startsWith('application/json')) {
        return undefined;
      }
      const body = record.url.slice(comma + 1);
      const { Buffer } = require('buffer');
      const text = head.endsWith(';base64') ? Buffer.from(body, 'base64').toString('utf8') : decodeURIComponent(body);
      return withAbsoluteSources(JSON.parse(text), base);
    }
    const url = new URL(record.url, base);
    const text = require('fs').readFileSync(fileURLToPath(url), 'utf8');
    return withAbsoluteSources(JSON.parse(text), url.href);
  } catch (error) {
    require('internal/util/debuglog').debuglog('source_map')(error.stack);
    return undefined;
  }
}

function withAbsoluteSources(payload, base) {
  const { URL } = require('internal/url');
  const root = payload.sourceRoot ? new URL(payload.sourceRoot.replace(/\/?$/, '/'), base) : base;
  if (Array.isArray(payload.sources)) {
    payload.sources = payload.sources.map((source) => {
      try {
        return new URL(source, root).href;
      } catch {
        return source;
      }
    });
    delete payload.sourceRoot;
  }
  return payload;
}

function payloadOf(record) {
  if (!record.loaded) {
    record.loaded = true;
    record.payload = readPayload(record);
  }
  return record.payload;
}

/**
 * module.findSourceMap(path)
 * @param {string} path file name or URL
 * @returns {SourceMap|undefined}
 */
function findSourceMap(path) {
  const record = records.get(`${path}`);
  if (record === undefined) return undefined;
  if (record.holder !== undefined && record.holder.deref() === undefined) {
    records.delete(`${path}`);
    return undefined;
  }
  if (record.map === undefined) {
    const payload = payloadOf(record);
    if (payload === undefined) return undefined;
    const { SourceMap } = require('internal/source_map/source_map');
    try {
      record.map = new SourceMap(payload, { lineLengths: record.lineLengths });
    } catch {
      return undefined;
    }
  }
  return record.map;
}

/** All maps, for coverage reports. */
function sourceMapCacheToObject() {
  const result = { __proto__: null };
  for (const { 0: key, 1: record } of records) {
    if (!key.startsWith('file:')) continue;
    result[key] = { __proto__: null, lineLengths: record.lineLengths, data: payloadOf(record) ?? null,
                    url: record.url.startsWith('data:') ? null : record.url };
  }
  return result;
}

// ---- switching on and off ----------------------------------------------------------------------------

function setSourceMapsSupport(enabled, given = { __proto__: null }) {
  const { validateBoolean, validateObject } = require('internal/validators');
  validateBoolean(enabled, 'enabled');
  validateObject(given, 'options');
  const { nodeModules = false, generatedCode = false } = given;
  validateBoolean(nodeModules, 'options.nodeModules');
  validateBoolean(generatedCode, 'options.generatedCode');
  sourceMaps.enabled = enabled;
  sourceMaps.recorded = enabled || Boolean(process.env.NODE_V8_COVERAGE);
  options.nodeModules = nodeModules;
  options.generatedCode = generatedCode;
  require('internal/errors').setStackFormat(
    enabled ? require('internal/source_map/prepare_stack_trace').formatMapped : undefined);
  internalBinding('contextify').watchEval(enabled && generatedCode ? maybeCacheGenerated : undefined);
}

// The texts of eval() and new Function() that name themselves and their maps.
function maybeCacheGenerated(text) {
  if (typeof text !== 'string' || !text.includes('sourceMappingURL=')) return;
  let name, url;
  for (const [, key, value] of text.matchAll(/\/[/*][#@][ \t]+(sourceURL|sourceMappingURL)=[ \t]*([^\s'"]*)[ \t]*$/gm)) {
    if (key === 'sourceURL') name = value;
    else url = value;
  }
  if (name) maybeCacheSourceMap(name, text, undefined, url);
}

function getSourceMapsSupport() {
  return Object.freeze({ __proto__: null, enabled: sourceMaps.enabled, ...options });
}

/** util.getCallSites(): plain objects with the positions of the sources. */
function mapCallSites(sites) {
  return sites.map((site) => {
    const map = findSourceMap(site.scriptName);
    const entry = map?.findEntry(site.lineNumber - 1, (site.columnNumber ?? site.column) - 1);
    if (entry?.originalSource === undefined || entry.originalLine === undefined) return site;
    const { fileURLToPath } = require('internal/url');
    const { originalSource } = entry;
    return {
      ...site,
      functionName: entry.name ?? site.functionName,
      scriptName: originalSource.startsWith('file:') ? fileURLToPath(originalSource) : originalSource,
      lineNumber: entry.originalLine + 1,
      columnNumber: entry.originalColumn + 1,
      column: entry.originalColumn + 1,
    };
  });
}

module.exports = {
  mapCallSites,
  maybeCacheSourceMap, findSourceMap, sourceMapCacheToObject, setSourceMapsSupport, getSourceMapsSupport,
};
