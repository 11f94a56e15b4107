// SPDX-License-Identifier: MIT
'use strict';
// require('os'): what the operating system tells about the machine and the user.

const { codes: { ERR_SYSTEM_ERROR }, hideStackFrames } = require('internal/errors');
const { validateInt32 } = require('internal/validators');
const { getCIDR, readOnly } = require('internal/util');
const { os: constants } = internalBinding('constants');
const binding = internalBinding('os');

// Functions of the binding fill a context when they fail; that becomes ERR_SYSTEM_ERROR.
function checked(fn) {
  return hideStackFrames(() => {
    const context = {};
    const value = fn(context);
    if (value === undefined) throw systemError(context);
    return value;
  });
}
const systemError = (context) => new ERR_SYSTEM_ERROR(context);

/** @returns {string} */
const hostname = checked(binding.getHostname);
/** @returns {string} */
const homedir = checked(binding.getHomeDirectory);
/** Seconds since the machine was started. */
const uptime = checked(binding.getUptime);
const getCPUs = checked(binding.getCPUs);
const getInterfaceAddresses = checked(binding.getInterfaceAddresses);
const getInformation = checked(binding.getOSInformation);

// The kernel does not change while we run.
let information;
const uname = (i) => (information ??= getInformation())[i];
/** Name of the system: 'Linux', 'Darwin', … */
const type = () => uname(0);
const version = () => uname(1);
const release = () => uname(2);
const machine = () => uname(3);

/** Load averages of 1, 5 and 15 minutes. */
function loadavg() { return binding.getLoadAvg(); }
/** Bytes. */
const freemem = () => binding.getFreeMem();
/** Bytes. */
const totalmem = () => binding.getTotalMem();
/** How many threads may run at a time. */
const availableParallelism = () => binding.getAvailableParallelism();

function cpus() {
  const flat = getCPUs();
  const list = [];
  for (let i = 0; i < flat.length; i += 7) {
    list.push({
      model: flat[i],
      speed: flat[i + 1],
      times: { user: flat[i + 2], nice: flat[i + 3], sys: flat[i + 4], idle: flat[i + 5], irq: flat[i + 6] },
    });
  }
  return list;
}

function arch() { return process.arch; }
function platform() { return process.platform; }
function endianness() { return binding.isBigEndian ? 'BE' : 'LE'; }

/** Directory for temporary files: $TMPDIR, $TMP, $TEMP or /tmp. */
function tmpdir() {
  const path = process.env.TMPDIR || process.env.TMP || process.env.TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function networkInterfaces() {
  const flat = getInterfaceAddresses();
  const result = {};
  for (let i = 0; i < flat.length; i += 7) {
    const entry = {
      address: flat[i + 1],
      netmask: flat[i + 2],
      family: flat[i + 3],
      mac: flat[i + 4],
      internal: flat[i + 5],
      cidr: getCIDR(flat[i + 1], flat[i + 2], flat[i + 3]),
    };
    if (flat[i + 6] !== -1) entry.scopeid = flat[i + 6];
    (result[flat[i]] ??= []).push(entry);
  }
  return result;
}

/**
 * @param {number} [pid] 0: this process
 * @param {number} priority -20 (high) to 19 (low)
 */
function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInt32(pid, 'pid');
  validateInt32(priority, 'priority', -20, 19);
  const context = {};
  if (binding.setPriority(pid, priority, context) !== 0) throw systemError(context);
}

/** @param {number} [pid] 0: this process */
function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validateInt32(pid, 'pid');
  const context = {};
  const priority = binding.getPriority(pid, context);
  if (priority === undefined) throw systemError(context);
  return priority;
}

/**
 * The current user.
 * @param {{ encoding?: string }} [options] 'buffer': names as Buffer
 */
function userInfo(options) {
  const encoding = options !== null && typeof options === 'object' ? options.encoding : undefined;
  const context = {};
  const asBytes = encoding === 'buffer' || (encoding !== 'utf8' && Buffer.isEncoding(encoding));
  const fields = binding.getUserInfo(asBytes, context);
  if (fields === undefined) throw systemError(context);
  const text = (value) =>
    (asBytes && encoding !== 'buffer' && value !== null ? value.toString(encoding) : value);
  const [uid, gid, username, home, shell] = fields;
  return { __proto__: null, uid, gid, username: text(username), homedir: text(home), shell: text(shell) };
}

// `${os.hostname}` and the like give the value, as they always have.
for (const fn of [
  availableParallelism, arch, endianness, freemem, homedir, hostname, platform, release, tmpdir, totalmem, type, uptime,
  version, machine,
]) fn[Symbol.toPrimitive] = () => fn();

Object.freeze(constants.signals);
for (const name of ['dlopen', 'errno', 'priority']) readOnly(constants[name]);
Object.defineProperty(constants, 'UV_UDP_REUSEADDR', { __proto__: null, writable: false, configurable: false });

module.exports = {
  arch, availableParallelism, cpus, endianness, freemem, getPriority, homedir, hostname, loadavg, networkInterfaces,
  platform, release, setPriority, tmpdir, totalmem, type, userInfo, uptime, version, machine,
};

Object.defineProperties(module.exports, {
  constants: { __proto__: null, configurable: false, enumerable: true, value: constants },
  EOL: { __proto__: null, configurable: true, enumerable: true, writable: false, value: '\n' },
  devNull: { __proto__: null, configurable: true, enumerable: true, writable: false, value: '/dev/null' },
});
