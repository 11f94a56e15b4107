// SPDX-License-Identifier: MIT
// Single executable applications from the command line:
//   eddy build app.js -o app [--asset key=file]… [--option --flag]…
//   eddy --experimental-sea-config config.json    writes the blob of Node's configuration file
//   eddy --build-sea config.json                  writes the executable
'use strict';

require('internal/process/prepare_modules').prepareModules(false);
const fs = require('fs');
const path = require('path');
const { getOptionValue } = require('internal/options');

function fail(message) {
  process._rawDebug(message);
  process.exit(1);
}

const types = {
  __proto__: null,
  main: 'string', output: 'string', executable: 'string', assets: 'object', execArgv: 'object', execArgvExtension: 'string',
  disableExperimentalSEAWarning: 'boolean', useCodeCache: 'boolean', useSnapshot: 'boolean',
};

function readConfig(file) {
  let config;
  try {
    config = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    fail(error.code === undefined ? `Cannot parse JSON from ${file}` : `Cannot read single executable configuration from ${file}${error.code === 'ENOENT' ? ': no such file or directory' : ''}`);
  }
  for (const { 0: key, 1: value } of Object.entries(config)) {
    // eslint-disable-next-line valid-typeof
    if (types[key] !== undefined && (typeof value !== types[key] || value === null)) {
      fail(`"${key}" field of ${file} is not a ${key === 'execArgv' ? 'array of strings' : types[key]}`);
    }
  }
  for (const key of ['main', 'output']) {
    if (!config[key]) fail(`"${key}" field of ${file} is not a non-empty string`);
  }
  const { execArgv, execArgvExtension: extension } = config;
  if (execArgv !== undefined && !(Array.isArray(execArgv) && execArgv.every((arg) => typeof arg === 'string'))) {
    fail(`"execArgv" field of ${file} is not an array of strings`);
  }
  if (extension !== undefined && !['none', 'env', 'cli'].includes(extension)) {
    fail(`"execArgvExtension" field of ${file} must be one of "none", "env", or "cli"`);
  }
  if (config.useSnapshot) fail('"useSnapshot" is not supported: the executable starts from the snapshot of the program');
  return config;
}

function fromConfig(file, toExecutable) {
  const config = readConfig(file);
  const { blobOfScript, writeExecutable } = require('internal/sea/build');
  let blob;
  try {
    blob = blobOfScript(config);
  } catch (error) {
    fail(error.path === undefined ? error.message : `Cannot read ${error.path}: ${error.code}`);
  }
  if (toExecutable) writeExecutable(blob, config.output, config.executable);
  else fs.writeFileSync(config.output, blob);
  console.log(`${toExecutable ? 'Generated single executable' : 'Wrote single executable preparation blob to'} ${config.output}`);
}

function fromCommandLine(args) {
  const usage = 'usage: eddy build app.js -o app [--asset key=file]... [--option=--flag]...';
  let parsed;
  try {
    parsed = require('util').parseArgs({
      args,
      allowPositionals: true,
      options: {
        output: { type: 'string', short: 'o' },
        asset: { type: 'string', multiple: true, default: [] },
        option: { type: 'string', multiple: true, default: [] },
      },
    });
  } catch (error) {
    fail(`${error.message}\n${usage}`);
  }
  const { values, positionals } = parsed;
  if (positionals.length !== 1) fail(usage);
  const { 0: main } = positionals;
  const output = values.output ?? path.basename(main, path.extname(main));
  if (fs.existsSync(output) && (fs.statSync(output).isDirectory() || fs.realpathSync(output) === fs.realpathSync(main))) {
    fail(`${output} is in the way: choose another name with -o`);
  }
  const assets = {};
  for (const asset of values.asset) {
    const at = asset.indexOf('=');
    assets[at === -1 ? asset : asset.slice(0, at)] = asset.slice(at + 1);
  }
  const { blobOfProgram, writeExecutable } = require('internal/sea/build');
  let built;
  try {
    built = blobOfProgram(main, { assets, execArgv: values.option });
  } catch (error) {
    fail(error.path === undefined ? error.message : `Cannot read ${error.path}: ${error.code}`);
  }
  writeExecutable(built.blob, output);
  for (const line of built.missing) process._rawDebug(`not included: ${line}`);
  console.log(`${output}: ${built.files} file${built.files === 1 ? '' : 's'}, ${Object.keys(assets).length} assets`);
}

const config = getOptionValue('--experimental-sea-config');
if (config) fromConfig(config, false);
else if (getOptionValue('--build-sea')) fromConfig(getOptionValue('--build-sea'), true);
else fromCommandLine(process.argv.slice(2));
