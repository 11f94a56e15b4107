// SPDX-License-Identifier: MIT
// One reading in one datagram of 24 bytes, big-endian: magic 0xedd1, version, kind, sensor, number, time (ms), value.
'use strict';

const BYTES = 24, MAGIC = 0xedd1, VERSION = 1;
const KINDS = ['°C', '%', 'm/s', 'kW'];
const CLOCK = 3600_000; // ms that a sensor's clock may be wrong

function encode({ kind, sensor, number, time, value }, bytes = Buffer.alloc(BYTES)) {
  bytes.writeUInt16BE(MAGIC, 0);
  bytes[2] = VERSION;
  bytes[3] = kind;
  bytes.writeUInt32BE(sensor, 4);
  bytes.writeUInt32BE(number >>> 0, 8);
  bytes.writeDoubleBE(time, 12);
  bytes.writeFloatBE(value, 20);
  return bytes;
}

/** @returns {object | string} a reading, or what is wrong with it */
function decode(bytes, now) {
  if (bytes.length !== BYTES) return 'length';
  if (bytes.readUInt16BE(0) !== MAGIC) return 'magic';
  if (bytes[2] !== VERSION) return 'version';
  const kind = bytes[3], time = bytes.readDoubleBE(12), value = bytes.readFloatBE(20);
  if (kind >= KINDS.length) return 'kind';
  if (!Number.isFinite(value)) return 'value';
  if (!(Math.abs(time - now) <= CLOCK)) return 'time'; // NaN as well
  return { kind, sensor: bytes.readUInt32BE(4), number: bytes.readUInt32BE(8), time, value };
}

module.exports = { BYTES, KINDS, decode, encode };
