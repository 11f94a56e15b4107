// SPDX-License-Identifier: MIT
// Heap snapshots as streams and files: v8.getHeapSnapshot, v8.writeHeapSnapshot, worker.getHeapSnapshot.
'use strict';

const binding = internalBinding('v8');
const { initHooksExist } = require('internal/async_hooks');
const { validateBoolean, validateObject } = require('internal/validators');

const none = { __proto__: null };

/** @returns {[boolean, boolean]} what the engine is to expose: internals, numbers */
function getHeapSnapshotOptions(options = none) {
  validateObject(options, 'options');
  const { exposeInternals = false, exposeNumericValues = false } = options;
  validateBoolean(exposeInternals, 'options.exposeInternals');
  validateBoolean(exposeNumericValues, 'options.exposeNumericValues');
  return [exposeInternals, exposeNumericValues];
}

/** A Readable over bytes that are there already. */
function streamOf(bytes) {
  const { Readable } = require('stream');
  return new Readable({
    read() {
      for (let at = 0; at < bytes.length; at += 65536) this.push(bytes.subarray(at, at + 65536));
      this.push(null);
    },
  });
}

/**
 * @param {{ exposeInternals?: boolean, exposeNumericValues?: boolean }} [options]
 * @returns {Readable} of JSON text
 */
function getHeapSnapshot(options) {
  const [internals, numeric] = getHeapSnapshotOptions(options);
  if (initHooksExist()) require('internal/async_resources').announce('HEAPSNAPSHOT');
  return streamOf(binding.heapSnapshot(internals, numeric));
}

function defaultName() {
  const { threadId } = require('internal/worker/state');
  const now = new Date();
  const two = (n) => `${n}`.padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  const number = `${internalBinding('report').nextNumber()}`.padStart(3, '0');
  const name = `Heap.${day}.${time}.${process.pid}.${threadId}.${number}.heapsnapshot`;
  const folder = require('internal/options').getOptionValue('--diagnostic-dir');
  return folder ? `${folder}/${name}` : name;
}

/**
 * @param {string|Buffer|URL} [filename]
 * @param {object} [options] as of getHeapSnapshot
 * @returns {string} the file's name
 */
function writeHeapSnapshot(filename, options) {
  if (filename !== undefined) filename = require('internal/fs/utils').getValidatedPath(filename);
  const [internals, numeric] = getHeapSnapshotOptions(options);
  filename ??= defaultName();
  require('fs').writeFileSync(filename, binding.heapSnapshot(internals, numeric));
  return filename;
}

/** --heapsnapshot-signal: each such signal has a snapshot written. Throws for what is no signal's name. */
function writeOnSignal(signal) {
  require('internal/validators').validateSignalName(signal);
  process.on(signal, () => writeHeapSnapshot());
}

let tracker;

/** --track-heap-objects: heap snapshots tell where objects were made. Called at start. */
function trackObjects() {
  const { Session } = require('inspector');
  tracker = new Session();
  tracker.connect();
  tracker.post('HeapProfiler.startTrackingHeapObjects', { trackAllocations: true });
}

module.exports = { getHeapSnapshot, getHeapSnapshotOptions, streamOf, trackObjects, writeHeapSnapshot, writeOnSignal };
