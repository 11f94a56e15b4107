// SPDX-License-Identifier: MIT
// `eddy --build-snapshot entry.js`: runs the program; when its loop is empty, C calls the function left here, and
// writes the heap to the file of --snapshot-blob (src/user_snapshot.c).
'use strict';

const { Error, ObjectGetOwnPropertyDescriptor } = primordials;

const { getOptionValue } = require('internal/options');

// Names that Node takes instead of a script: a snapshot of the runtime alone.
const kRuntimeOnly = ['node:generate_default_snapshot', 'node:embedded_snapshot_main'];

function fail(message) {
  internalBinding('process').rawDebug(message);
  internalBinding('process').reallyExit(1);
}

// The engine leaves Error.stackTraceLimit out of contexts that are written to a snapshot, and adds it to those that
// come from one.
const defaultLimit = +getOptionValue('--stack-trace-limit') || 10;
Error.stackTraceLimit = defaultLimit;

function takeStackTraceLimit() {
  const limit = ObjectGetOwnPropertyDescriptor(Error, 'stackTraceLimit');
  delete Error.stackTraceLimit;
  if (limit === undefined) return;
  if (limit.value === defaultLimit && limit.writable && limit.enumerable && limit.configurable) return;
  internalBinding('process').rawDebug(
    'Error.stackTraceLimit has been modified by the snapshot builder script.\n' +
    'It will be preserved after snapshot deserialization and override --stack-trace-limit passed into the ' +
    'deserialized application.\n' +
    'To allow --stack-trace-limit override in the deserialized application, delete Error.stackTraceLimit.');
  require('internal/v8/startup_snapshot').keepStackTraceLimit(limit);
}

/** --build-snapshot-config: { builder: string, withoutCodeCache?: boolean } */
function builderFromConfig(file) {
  let text, config;
  try {
    text = require('fs').readFileSync(file, 'utf8');
  } catch (error) {
    fail(`Cannot read snapshot configuration from ${file}: ${error.message.split(': ')[1].split(',')[0]}`);
  }
  try {
    config = JSON.parse(text);
  } catch {
    fail(`Cannot parse JSON from ${file}`);
  }
  if (typeof config?.builder !== 'string' || config.builder === '') {
    fail(`"builder" field of ${file} is not a non-empty string`);
  }
  if (config.withoutCodeCache !== undefined && typeof config.withoutCodeCache !== 'boolean') {
    fail(`"withoutCodeCache" field of ${file} is not a boolean`);
  }
  return config.builder;
}

function runEntry(name) {
  const path = require('path');
  const { Module } = require('internal/modules/cjs/loader');
  const entry = path.resolve(name);
  process.argv[1] = entry;
  require('internal/process/prepare_modules').prepareModules();
  try {
    require('fs').readFileSync(entry);
  } catch (error) {
    fail(`Cannot read builder script ${name} for building snapshot. ${error.message.split(',')[0]}`);
  }
  Module._load(entry, null, true);
}

internalBinding('builtins').setSlot('serialize', () => {
  require('internal/v8/startup_snapshot').runSerializeCallbacks();
  require('internal/process/execution').writeProfiles();
  takeStackTraceLimit();
  require('internal/v8/snapshot_reset').resetLibrary();
});

const config = getOptionValue('--build-snapshot-config');
if (config !== '') {
  const builder = builderFromConfig(config);
  process.argv.splice(1, 0, builder);
  runEntry(builder);
} else if (!kRuntimeOnly.includes(process.argv[1])) {
  runEntry(process.argv[1]);
}
