// SPDX-License-Identifier: MIT
// Makes single executable applications. The outer form is described in src/sea.c.
'use strict';

const fs = require('fs');
const path = require('path');
const { Buffer } = require('buffer');

// In pieces: the program may hold the text only once.
const fuse = ['EDDY_SEA_', 'FUSE_0d9c7f1e4ab2:'].join('');
const magic = ['EDDY-SEA-', 'TRAILER'].join('');

/** Collects bytes; add() gives their place. */
class Payload {
  #chunks = [];
  #length = 0;

  /** @param {string|Buffer} data @returns {[number, number]} */
  add(data) {
    const chunk = Buffer.from(data);
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    return [this.#length - chunk.length, chunk.length];
  }

  /** @param {string[]} args the outer strings @param {object} header */
  toBlob(args, header) {
    const words = Buffer.from(args.map((word) => `${word}\0`).join(''));
    const json = Buffer.from(JSON.stringify(header));
    return Buffer.concat([lengthOf(words), words, lengthOf(json), json, ...this.#chunks]);
  }
}

function lengthOf(buffer) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(buffer.length);
  return bytes;
}

function addAssets(payload, assets) {
  const places = {};
  for (const { 0: key, 1: file } of Object.entries(assets)) places[key] = payload.add(fs.readFileSync(file));
  return places;
}

/**
 * A blob of one CommonJS script, as a configuration file of Node describes it.
 * @param {{ main: string, assets?: object, useCodeCache?: boolean, disableExperimentalSEAWarning?: boolean,
 *   execArgv?: string[], execArgvExtension?: 'none'|'env'|'cli' }} config
 */
function blobOfScript(config) {
  const payload = new Payload();
  const source = require('internal/modules/helpers').stripBOM(fs.readFileSync(config.main, 'utf8'));
  const main = { source: payload.add(source) };
  if (config.useCodeCache) {
    const { Script } = require('vm');
    const { wrap } = require('internal/modules/cjs/loader').Module;
    main.cache = payload.add(new Script(wrap(source), { filename: path.resolve(config.main) }).createCachedData());
  }
  return payload.toBlob([config.execArgvExtension ?? 'env', ...config.execArgv ?? []], {
    main, warning: !config.disableExperimentalSEAWarning, assets: addAssets(payload, config.assets ?? {}),
  });
}

/**
 * A blob of a program with all the files it consists of.
 * @param {string} main
 * @param {{ assets?: object, execArgv?: string[] }} options
 * @returns {{ blob: Buffer, files: number, missing: string[] }}
 */
function blobOfProgram(main, { assets = {}, execArgv = [] }) {
  const { trace } = require('internal/sea/trace');
  const start = fs.realpathSync(path.resolve(main));
  const { files, missing } = trace(start);
  const payload = new Payload();
  const root = commonDirectory([...files.keys()]);
  const name = (file) => path.relative(root, file);
  const header = { main: { file: name(start) }, warning: false, files: {} };
  for (const { 0: file, 1: { source, format, links } } of files) {
    const targets = {};
    for (const { 0: key, 1: target } of Object.entries(links)) targets[key] = name(target);
    header.files[name(file)] = { place: payload.add(source), format, links: targets };
  }
  header.assets = addAssets(payload, assets);
  return { blob: payload.toBlob(['env', ...execArgv], header), files: files.size, missing };
}

function commonDirectory(files) {
  let root = path.dirname(files[0]);
  for (const file of files) {
    while (root !== '/' && !file.startsWith(`${root}/`)) root = path.dirname(root);
  }
  return root;
}

/**
 * Writes the executable.
 * @param {Buffer} blob
 * @param {string} output
 * @param {string} [program] the plain program, default: this one
 */
function writeExecutable(blob, output, program = process.execPath) {
  const bytes = fs.readFileSync(program);
  const at = bytes.indexOf(fuse);
  if (at === -1 || bytes[at + fuse.length] !== 0x30) {
    throw new Error(`${program} is no plain Eddy: it cannot carry an application`);
  }
  bytes[at + fuse.length] = 0x31;
  const trailer = Buffer.alloc(8 + magic.length);
  trailer.writeBigUInt64LE(BigInt(blob.length));
  trailer.write(magic, 8, 'latin1');
  fs.rmSync(output, { force: true }); // it may be running
  const fd = fs.openSync(output, 'wx', 0o755);
  try {
    for (const part of [bytes, blob, trailer]) fs.writeFileSync(fd, part);
  } finally {
    fs.closeSync(fd);
  }
}

module.exports = { blobOfProgram, blobOfScript, writeExecutable };
