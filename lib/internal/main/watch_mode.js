// SPDX-License-Identifier: MIT
// `eddy --watch script.js`: runs the script in a child process, and again whenever a file that it has loaded
// changes (or, with --watch-path, anything below the given paths).
'use strict';

require('internal/process/prepare_modules').prepareModules(false);

const { spawn } = require('child_process');
const path = require('path');
const { inspect, stripVTControlCharacters } = require('util');
const { getOptionValue } = require('internal/options');
const { convertToValidSignal } = require('internal/util');
const { FilesWatcher } = require('internal/watch/files');
const { LoadedList } = require('internal/watch/loaded_list');

const killSignal = convertToValidSignal(getOptionValue('--watch-kill-signal'));
const watchedPaths = getOptionValue('--watch-path').map((name) => path.resolve(name));
const preserveOutput = getOptionValue('--watch-preserve-output');
const envFiles = [...getOptionValue('--env-file'), ...getOptionValue('--env-file-if-exists')].map((name) => path.resolve(name));
const colors = require('internal/util/colors');
colors.refresh();

const withValue = /^--watch[-_](?:path|kill[-_]signal)$/;
const ours = /^--watch(?:$|=|[-_](?:path|kill[-_]signal|preserve[-_]output)(?:$|=))/;

/** The options without those of watch mode. */
function childOptions(options) {
  const result = [];
  for (let i = 0; i < options.length; i++) {
    if (!ours.test(options[i])) result.push(options[i]);
    else if (withValue.test(options[i])) i++;
  }
  return result;
}

const args = process.argv.slice(1);
const childArgs = [...childOptions(process.execArgv), ...args];
const shown = inspect(args.join(' '));
const script = args[0] === undefined ? undefined : path.resolve(args[0]);

function say(color, text) {
  const line = color ? `${color}${text}${colors.white}` : text;
  process.stdout.write(`${process.stdout.isTTY ? line : stripVTControlCharacters(line)}\n`);
}

// ---- what the program loads -------------------------------------------------------------------------

const watcher = new FilesWatcher();
let list;

// Programs may report by themselves, in Node's form.
function onMessage(message) {
  const required = message?.['watch:require'];
  const imported = message?.['watch:import'];
  if (!Array.isArray(required) && !Array.isArray(imported)) {
    process.send?.(message);
    return;
  }
  if (watchedPaths.length > 0) return;
  const { fileURLToPath } = require('url');
  for (const file of required ?? []) watcher.add(path.resolve(`${file}`));
  for (const url of imported ?? []) if (`${url}`.startsWith('file:')) watcher.add(fileURLToPath(url));
}

// ---- the program --------------------------------------------------------------------------------------

let child;
let ended = Promise.resolve(); // of the child
let restarting = false;

function environment() {
  const env = { ...process.env, WATCH_REPORT_DEPENDENCIES: '1' };
  if (list !== undefined) env.EDDY_WATCH_LIST = list.file;
  if (env.NODE_OPTIONS !== undefined) env.NODE_OPTIONS = childOptions(env.NODE_OPTIONS.split(' ')).join(' ');
  return env;
}

function start() {
  watcher.begin();
  if (watchedPaths.length === 0 && script !== undefined) watcher.add(script);
  for (const file of envFiles) watcher.add(file);
  const stdio = ['inherit', 'inherit', 'inherit'];
  if (watchedPaths.length === 0 || process.send !== undefined) stdio.push('ipc');
  const started = spawn(process.execPath, childArgs, { stdio, env: environment() });
  child = started;
  if (stdio.length > 3) started.on('message', onMessage);
  ended = new Promise((resolve) => {
    started.on('error', (error) => {
      process._rawDebug(`${error.message}`);
      resolve();
    });
    started.once('exit', (code) => {
      if (child === started) child = undefined;
      if (!restarting) {
        const waiting = 'Waiting for file changes before restarting...';
        if (code === 0) say(colors.blue, `Completed running ${shown}. ${waiting}`);
        else say(colors.red, `Failed running ${shown}. ${waiting}`);
      }
      resolve();
    });
  });
}

async function stop(signal) {
  if (child === undefined) return;
  child.kill(signal);
  await ended;
}

function describe(files) {
  const names = files.slice(0, 3).map((file) => path.relative('', file));
  const more = files.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''} changed`;
}

let again; // files that changed while the program was being stopped
async function restart(files) {
  if (restarting) {
    again = files;
    return;
  }
  restarting = true;
  await stop(killSignal);
  restarting = false;
  if (!preserveOutput) process.stdout.write(process.stdout.isTTY ? colors.clear : '');
  if (process.stdout.isTTY) say(colors.gray, describe(again ?? files));
  again = undefined;
  say(colors.green, `Restarting ${shown}`);
  start();
}

watcher.on('changed', restart);
if (watchedPaths.length === 0) list = new LoadedList('loaded', (file, look) => watcher.add(file, look));
for (const name of watchedPaths) watcher.addTree(name);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    restarting = true;
    watcher.close();
    await stop(signal);
    process.exit(0);
  });
}
if (process.send !== undefined) process.on('message', (message) => child?.connected && child.send(message));
// Something has to keep the process alive when the program has ended and nothing can be watched.
setInterval(() => {}, 0x3fff_ffff);
start();
