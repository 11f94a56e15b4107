// SPDX-License-Identifier: MIT
// `eddy --run name [-- arguments]`: the command of that name in "scripts" of the nearest package.json takes the place
// of this process, in the package's directory, with node_modules/.bin of every directory above in PATH.
'use strict';

const path = require('path');
const { getOptionValue } = require('internal/options');
const { nearest } = require('internal/process/module_hint');
const { readText, stat } = internalBinding('modules');

/** Prints why not, and ends with `code`. */
function refuse(text, code = 1) {
  process._rawDebug(text);
  process.reallyExit(code);
}

function findPackage(start) {
  for (let directory = start; ; directory = path.dirname(directory)) {
    const file = path.join(directory, 'package.json');
    if (stat(file) === 0) return file;
    if (path.dirname(directory) === directory) return refuse(`Can't find package.json for directory ${start}`);
  }
}

function readScripts(file) {
  let data;
  try {
    data = JSON.parse(readText(file));
  } catch {
    return refuse(`Can't parse ${file}`);
  }
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    return refuse(`Root value unexpected not an object for ${file}\n`);
  }
  const { scripts } = data;
  if (scripts === null || typeof scripts !== 'object') return refuse(`Can't find "scripts" field in ${file}`);
  return scripts;
}

function listOf(scripts) {
  const lines = Object.keys(scripts).filter((name) => typeof scripts[name] === 'string').map((name) => `\n  ${name}: ${scripts[name]}`);
  return `Available scripts are:${lines.join('')}`;
}

function quote(argument) {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

function pathFor(directory) {
  const list = [];
  for (let above = directory; ; above = path.dirname(above)) {
    list.push(path.join(above, 'node_modules', '.bin'));
    if (path.dirname(above) === above) break;
  }
  if (process.env.PATH) list.push(process.env.PATH);
  return list.join(path.delimiter);
}

const name = getOptionValue('--run');
const file = findPackage(process.cwd());
const scripts = readScripts(file);
if (!Object.hasOwn(scripts, name)) {
  const near = nearest(name, Object.keys(scripts));
  refuse(`Missing script: "${name}" for ${file}\n${near === undefined ? '' : `Did you mean "${near}"?\n`}\n${listOf(scripts)}`);
}
const command = scripts[name];
if (typeof command !== 'string') refuse(`Script "${name}" is unexpectedly not a string for ${file}\n`);
const directory = path.dirname(file);
const given = process.argv.slice(1).map(quote);
const env = { ...process.env, NODE_RUN_SCRIPT_NAME: name, NODE_RUN_PACKAGE_JSON_PATH: file, PATH: pathFor(directory) };
process.chdir(directory);
internalBinding('process_methods').execve(
  '/bin/sh', ['sh', '-c', [command, ...given].join(' ')], Object.entries(env).map(([key, value]) => `${key}=${value}`));
