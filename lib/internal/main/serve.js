// SPDX-License-Identifier: MIT
// `eddy serve app.js` and `eddy --workers=N app.js`: this process runs no program itself but starts it several
// times, and looks after it.
'use strict';

const { getOptionValue } = require('internal/options');

require('internal/modules/cjs/loader').initializeCJS();

const ours = /^--(?:workers|serve|sticky|balance|drain-timeout|start-timeout|worker-log|status-socket)(=|$)/;
const flags = new Set(['--serve', '--sticky']);

/** The options for the workers: all but those of this file. */
function workerOptions() {
  const out = [];
  const verb = getOptionValue('[verb]');
  for (let i = 0; i < process.execArgv.length; i++) {
    const arg = process.execArgv[i], match = ours.exec(arg.replaceAll('_', '-'));
    if (match === null) {
      if (arg !== verb) out.push(arg);
    } else if (match[1] === '' && !flags.has(arg)) {
      i++; // its value
    }
  }
  return out;
}

/** How many processors this process may use: a container may have less than the machine. */
function processors() {
  const os = require('os'), fs = require('fs');
  let count = os.availableParallelism();
  try {
    const [quota, period] = fs.readFileSync('/sys/fs/cgroup/cpu.max', 'utf8').split(' ');
    if (quota !== 'max') count = Math.min(count, Math.max(1, Math.ceil(+quota / +period)));
  } catch {
    // No limits to read.
  }
  return count;
}

// The program is in the workers, and its permissions with it.
if (process.permission) delete process.permission;

const serve = getOptionValue('--serve') || getOptionValue('[verb]') === 'serve';
const workers = getOptionValue('--workers') ?? 'auto';
const { Supervisor } = require('internal/serve/supervisor');
new Supervisor({
  script: require('path').resolve(process.argv[1] ?? '.'),
  args: process.argv.slice(2),
  execArgv: workerOptions(),
  count: workers === 'auto' ? processors() : +workers,
  serve,
  balance: getOptionValue('--sticky') ? 'sticky' : getOptionValue('--balance'),
  drainTimeout: getOptionValue('--drain-timeout'),
  startTimeout: getOptionValue('--start-timeout'),
  log: getOptionValue('--worker-log'),
  statusSocket: getOptionValue('--status-socket'),
}).start();
