// SPDX-License-Identifier: MIT
// From lines to events. A rule has a text that its lines contain, and a pattern whose named groups become the event's
// data. Nearly all lines match nothing: the text is looked for in whole blocks, only lines with it become strings.
'use strict';

const { EventEmitter } = require('node:events');
const { LogTail } = require('./tail');

const NEWLINE = 10;

/** Events: those of the rules ({ file, line, ...groups }), 'error'. */
class LogEvents extends EventEmitter {
  /**
   * @param {string[]} files
   * @param {Record<string, { contains: string, pattern?: RegExp }>} rules
   * @param {{ fromStart?: boolean }} [options]
   */
  constructor(files, rules, options) {
    super();
    this.rules = Object.entries(rules).map(([name, { contains, pattern }]) => ({ name, contains: Buffer.from(contains), pattern }));
    this.bytes = 0;
    this.tail = new LogTail(files, options);
    this.tail.on('error', (err) => this.emit('error', err));
    this.tail.on('block', (block, file) => this.take(block, file));
  }

  take(block, file) {
    this.bytes += block.length;
    for (const { name, contains, pattern } of this.rules) {
      for (let at = block.indexOf(contains); at >= 0; at = block.indexOf(contains, at)) {
        const end = block.indexOf(NEWLINE, at);
        const line = block.toString('utf8', at === 0 ? 0 : block.lastIndexOf(NEWLINE, at) + 1, end);
        const match = pattern?.exec(line);
        if (match !== null) this.emit(name, { file, line, ...match?.groups });
        at = end;
      }
    }
  }

  close() {
    this.tail.close();
  }
}

module.exports = { LogEvents };
