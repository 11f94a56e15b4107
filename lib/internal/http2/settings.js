// SPDX-License-Identifier: MIT
// SETTINGS (RFC 9113 §6.5.2): checking, packing, unpacking; Node's names and defaults.
'use strict';

const {
  codes: { ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH, ERR_HTTP2_INVALID_SETTING_VALUE, ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS,
           ERR_INVALID_ARG_TYPE },
  hideStackFrames,
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { Buffer } = require('buffer');

const MAX_UINT32 = 2 ** 32 - 1;
const MAX_CUSTOM_SETTINGS = 10;

// name, number, smallest and largest value; booleans without
const known = [
  ['headerTableSize', 1, 0, MAX_UINT32],
  ['enablePush', 2],
  ['maxConcurrentStreams', 3, 0, MAX_UINT32],
  ['initialWindowSize', 4, 0, 2 ** 31 - 1],
  ['maxFrameSize', 5, 16384, 2 ** 24 - 1],
  ['maxHeaderListSize', 6, 0, MAX_UINT32],
  ['maxHeaderSize', 6, 0, MAX_UINT32], // another name for the same
  ['enableConnectProtocol', 8],
];

function range(name, value, min, max) {
  if (value !== undefined && (typeof value !== 'number' || !(value >= min && value <= max))) {
    throw new ERR_HTTP2_INVALID_SETTING_VALUE.RangeError(name, value, min, max);
  }
}

function checkCustom(custom) {
  if (custom === undefined) return;
  if (custom === null || typeof custom !== 'object') throw new ERR_INVALID_ARG_TYPE('customSettings', 'Number', custom);
  const ids = Object.keys(custom);
  if (ids.length > MAX_CUSTOM_SETTINGS) throw new ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS();
  for (const id of ids) {
    range('customSettings:id', Number(id), 0, 0xffff);
    range('customSettings:value', Number(custom[id]), 0, MAX_UINT32);
  }
}

/** @throws ERR_HTTP2_INVALID_SETTING_VALUE */
const validateSettings = hideStackFrames((settings) => {
  if (settings === undefined) return;
  checkCustom(settings.customSettings);
  for (const [name, , min, max] of known) {
    const value = settings[name];
    if (min !== undefined) range(name, value, min, max);
    else if (value !== undefined && typeof value !== 'boolean') throw new ERR_HTTP2_INVALID_SETTING_VALUE(name, value);
  }
});

/** [number, value, …] in order of the numbers. */
function toList(settings) {
  const list = [];
  for (const [name, id] of known) {
    const value = settings[name];
    if (value === undefined) continue;
    if (name === 'maxHeaderSize' && settings.maxHeaderListSize !== undefined) continue;
    list.push(id, Number(value));
  }
  const { customSettings } = settings;
  if (customSettings) for (const id of Object.keys(customSettings)) list.push(Number(id), Number(customSettings[id]));
  return list;
}

function getDefaultSettings() {
  return {
    __proto__: null, headerTableSize: 4096, enablePush: true, initialWindowSize: 65535, maxFrameSize: 16384,
    maxConcurrentStreams: MAX_UINT32, maxHeaderSize: 65535, maxHeaderListSize: 65535, enableConnectProtocol: false,
  };
}

/**
 * The payload of a SETTINGS frame.
 * @param {object} [settings]
 * @returns {Buffer}
 */
function getPackedSettings(settings) {
  if (settings === undefined) return Buffer.alloc(0);
  validateObject(settings, 'settings', 0);
  validateSettings(settings);
  const list = toList(settings), packed = Buffer.allocUnsafe(list.length * 3);
  for (let i = 0; i < list.length; i += 2) {
    packed.writeUInt16BE(list[i], i * 3);
    packed.writeUInt32BE(list[i + 1], i * 3 + 2);
  }
  return packed;
}

/**
 * @param {Buffer|TypedArray} buf of six bytes for each setting
 * @param {{ validate?: boolean }} [options]
 * @returns {object}
 */
function getUnpackedSettings(buf, options = {}) {
  if (!ArrayBuffer.isView(buf) || buf.length === undefined) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray'], buf);
  }
  if (buf.length % 6 !== 0) throw new ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH();
  const settings = {};
  for (let at = 0; at < buf.length; at += 6) {
    const id = buf[at] * 256 + buf[at + 1];
    const value = ((buf[at + 2] * 256 + buf[at + 3]) * 256 + buf[at + 4]) * 256 + buf[at + 5];
    const row = known.find((entry) => entry[1] === id);
    if (row === undefined) {
      (settings.customSettings ??= {})[id] = value;
    } else if (id === 6) {
      settings.maxHeaderSize = settings.maxHeaderListSize = value;
    } else {
      settings[row[0]] = row[2] === undefined ? value !== 0 : value;
    }
  }
  if (options != null && options.validate) validateSettings(settings);
  return settings;
}

/** What the session's localSettings() and remoteSettings() give, as an object. */
function fromValues(values, customSettings) {
  const settings = {
    headerTableSize: values[0], enablePush: values[1] !== 0, initialWindowSize: values[2], maxFrameSize: values[3],
    maxConcurrentStreams: values[4], maxHeaderListSize: values[5], maxHeaderSize: values[5],
    enableConnectProtocol: values[6] !== 0,
  };
  if (customSettings !== undefined) settings.customSettings = { ...customSettings };
  return settings;
}

module.exports = {
  MAX_CUSTOM_SETTINGS, fromValues, getDefaultSettings, getPackedSettings, getUnpackedSettings, toList, validateSettings,
};
