// SPDX-License-Identifier: MIT
// The global navigator (HTML standard, the part that makes sense on a server).
'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');

const kInitialize = Symbol('kInitialize');
const platforms = { __proto__: null, darwin: 'MacIntel', win32: 'Win32', linux: 'Linux', freebsd: 'FreeBSD' };

let isNavigator;
function check(value) {
  if (!isNavigator(value)) throw new ERR_INVALID_THIS('Navigator');
}

class Navigator {
  #cpus;
  #languages;
  #platform;

  static {
    isNavigator = (value) => value !== null && typeof value === 'object' && #cpus in value;
  }

  constructor(token = undefined) {
    if (token !== kInitialize) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  /** @returns {number} logical processors */
  get hardwareConcurrency() {
    check(this);
    return this.#cpus ??= require('os').availableParallelism();
  }

  /** @returns {string} BCP 47 tag, e.g. 'en-US' */
  get language() {
    check(this);
    return Intl.Collator().resolvedOptions().locale || 'en-US';
  }

  get languages() {
    check(this);
    return this.#languages ??= Object.freeze([this.language]);
  }

  get userAgent() {
    check(this);
    return `Node.js/${process.version.slice(1).split('.')[0]}`;
  }

  get platform() {
    check(this);
    if (this.#platform === undefined) {
      const name = platforms[process.platform] ?? process.platform;
      const arch = process.arch === 'x64' ? 'x86_64' : process.arch === 'ia32' ? 'i686' : process.arch;
      this.#platform = name === 'MacIntel' || name === 'Win32' ? name : `${name} ${arch}`;
    }
    return this.#platform;
  }

  /** Web Locks. */
  get locks() {
    check(this);
    return require('worker_threads').locks;
  }
}
for (const name of ['hardwareConcurrency', 'language', 'languages', 'userAgent', 'platform', 'locks']) {
  const descriptor = Object.getOwnPropertyDescriptor(Navigator.prototype, name);
  Object.defineProperty(Navigator.prototype, name, { ...descriptor, enumerable: true });
}

module.exports = { Navigator, navigator: new Navigator(kInitialize) };
