// SPDX-License-Identifier: MIT
// Watch mode of run(): a round with all files, then, whenever something changes, one with the files that have loaded it.
// Each file runs in a process of its own. With isolation 'none' they share one, and each round has all of them in a new
// one: loaded modules cannot be loaded again.
'use strict';

const path = require('path');
const { FilesWatcher } = require('internal/watch/files');
const { LoadedList } = require('internal/watch/loaded_list');
const { findTestFiles } = require('internal/test_runner/files');
const { Reports } = require('internal/test_runner/reports');
const { setUp } = require('internal/test_runner/global_hooks');
const { getOptionValue } = require('internal/options');

const kTogether = ''; // in place of a file: all of them

class Watch {
  #run;
  #options;
  #cwd;
  #files; // as they are given, relative or not
  #watcher = new FilesWatcher();
  #reports = new Reports();
  #together; // isolation 'none'
  #loaded = new Map(); // absolute path of a test file -> { list, dependencies: Set }
  #round = null; // { files, controller }
  #next = new Set(); // files for the next round
  #closed = false;
  #teardown;

  constructor(options, run) {
    this.#run = run;
    this.#options = options;
    this.#together = options.isolation === 'none';
    this.#cwd = options.cwd ?? process.cwd();
    this.#files = options.files?.slice() ?? findTestFiles(options.globPatterns, this.#cwd);
    this.stream = this.#reports.stream;
    this.#watcher.on('changed', (files) => this.#changed(files));
    if (options.control !== undefined) options.control.interrupt = () => this.#interrupt();
    const { signal } = options;
    if (signal?.aborted) this.#close();
    else signal?.addEventListener('abort', () => this.#close(), { once: true });
  }

  async start() {
    const options = this.#options;
    this.#reports.start();
    await options.setup?.(this.stream);
    this.#teardown = await setUp(options.globalSetupPath ?? getOptionValue('--test-global-setup'), this.#cwd);
    this.#watchForNew();
    await this.#play(this.#files);
  }

  // A file that appears beside the others may be a test.
  #watchForNew() {
    if (this.#options.files !== undefined) return;
    const directories = new Set([this.#cwd, path.join(this.#cwd, 'test')]);
    for (const file of this.#files) directories.add(path.dirname(path.resolve(this.#cwd, file)));
    for (const directory of directories) this.#watcher.addDirectory(directory);
  }

  #own({ dependencies }, file) {
    dependencies.add(file);
    this.#watcher.add(file);
  }

  // Where the process that runs `file` tells what it has loaded.
  #listOf(file) {
    let entry = this.#loaded.get(file);
    if (entry === undefined) {
      const dependencies = new Set();
      const list = new LoadedList(`${this.#loaded.size}`, (dependency, look) => {
        dependencies.add(dependency);
        this.#watcher.add(dependency, look);
      });
      entry = { list, dependencies };
      this.#loaded.set(file, entry);
      if (!this.#together) this.#own(entry, file);
    }
    if (this.#together) for (const name of this.#files) this.#own(entry, path.resolve(this.#cwd, name));
    return entry.list.file;
  }

  // One round; its events go on to the stream, which stays open.
  async #play(files) {
    const controller = new AbortController();
    const round = this.#round = { files: new Set(files), controller };
    const options = this.#options;
    const stream = this.#run({
      ...options, watch: false, files, globPatterns: undefined, signal: controller.signal, globalSetupPath: '', setup: undefined,
      isolation: 'process', together: this.#together, forceExit: false, control: undefined,
      environmentOf: (file = kTogether) => ({ EDDY_WATCH_LIST: this.#listOf(file), WATCH_REPORT_DEPENDENCIES: '1' }),
      onFileEnd: (file) => (this.#together ? round.files.clear() : round.files.delete(file)),
    });
    await new Promise((resolve, reject) => {
      stream.on('data', ({ type, data }) => {
        if (!controller.signal.aborted) this.#reports.emit(type, data);
      });
      stream.on('end', resolve);
      stream.on('error', reject);
    });
    this.#round = null;
    if (this.#closed) return;
    if (!controller.signal.aborted) this.#reports.emit('test:watch:drained', undefined);
    if (this.#next.size > 0) this.#again();
  }

  #again() {
    const files = this.#files.filter((file) => this.#together || this.#next.has(path.resolve(this.#cwd, file)));
    this.#next.clear();
    if (files.length === 0) return;
    this.#reports.emit('test:watch:restarted', undefined);
    this.#play(files).catch((error) => this.stream.destroy(error));
  }

  #changed(changed) {
    for (const { list } of this.#loaded.values()) list.read();
    if (this.#options.files === undefined) {
      const now = findTestFiles(this.#options.globPatterns, this.#cwd);
      const before = new Set(this.#files);
      this.#files = now;
      for (const file of now) if (!before.has(file)) this.#next.add(path.resolve(this.#cwd, file));
    }
    for (const { 0: file, 1: { dependencies } } of this.#loaded) {
      if (changed.some((name) => dependencies.has(name))) this.#next.add(file);
    }
    if (this.#round === null) {
      if (this.#next.size > 0) this.#again();
      return;
    }
    // What still runs the old code is stopped, and has to run again.
    const running = [...this.#round.files].map((file) => path.resolve(this.#cwd, file));
    if (running.length === 0 || !(this.#together ? this.#next.size > 0 : running.some((file) => this.#next.has(file)))) return;
    for (const file of running) this.#next.add(file);
    this.#round.controller.abort();
  }

  #close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#watcher.close();
    for (const { list } of this.#loaded.values()) list.close();
    this.#round?.controller.abort();
    this.#reports.end();
  }

  async #interrupt() {
    this.#close();
    await this.#teardown?.();
    process.exit(process.exitCode === 1 ? 1 : 0);
  }
}

/** @param {object} options of run() @param {Function} run itself, for a round @returns {TestsStream} */
function runWatching(options, run) {
  const watch = new Watch(options, run);
  watch.start().catch(options.onError ?? ((error) => watch.stream.destroy(error)));
  return watch.stream;
}

module.exports = { runWatching };
