// SPDX-License-Identifier: MIT
// The number with which src/http/connection.c describes a head, and what its callbacks are called with.
'use strict';

module.exports = {
  kFlagContentLength: 1 << 1,
  kFlagClose: 1 << 2,
  kFlagKeepAlive: 1 << 3,
  kFlagUpgrade: 1 << 5,
  kFlagExpectContinue: 1 << 6,
  kFlagExpectOther: 1 << 7,
  kFlagHost: 1 << 8,
  kFlagMayKeepAlive: 1 << 10,
  kFlagHasBody: 1 << 12,
  kFlagComplete: 1 << 13,
  methodOf: (bits) => (bits >>> 14) & 0x3f,
  minorOf: (bits) => (bits >>> 20) & 0xf,
  majorOf: (bits) => (bits >>> 24) & 0xf,
  // What onHead returns.
  kGoOn: 0,
  kNoBody: 1,
  kUpgraded: 2,
  kBodyRead: 3,
  // A piece of a file into a message, in two steps: (fd, position, length) -> bytes that were read, 0 at the end, -1 not
  // this way; then (bytes, callback) -> sent at once, else callback(error) is called when they have gone.
  kTakeFile: Symbol('kTakeFile'),
  kSendTaken: Symbol('kSendTaken'),
};
