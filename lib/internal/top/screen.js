// SPDX-License-Identifier: MIT
// What `eddy top` shows, as lines of text that fit into a terminal.
'use strict';

const { getStringWidth } = require('internal/util/inspect');

function size(bytes) {
  const mb = bytes / 1e6;
  return mb < 10 ? `${mb.toFixed(1)} MB` : mb < 10000 ? `${Math.round(mb)} MB` : `${(mb / 1e3).toFixed(1)} GB`;
}

function duration(ms) {
  if (ms >= 10000) return `${Math.round(ms / 1e3)} s`;
  return ms >= 10 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;
}

function age(ms) {
  const s = Math.floor(ms / 1e3), m = Math.floor(s / 60), h = Math.floor(m / 60), d = Math.floor(h / 24);
  return d ? `${d}d ${h % 24}h` : h ? `${h}h ${m % 60}m` : m ? `${m}m ${s % 60}s` : `${s}s`;
}

const percent = (share) => `${(share * 100).toFixed(share < 0.0995 ? 1 : 0)} %`;
const rate = (n) => (n > 0 && n < 10 ? n.toFixed(1) : Math.round(n).toLocaleString('en-US'));
const bound = (ms) => (ms >= 1000 ? `${ms / 1e3} s` : `${ms} ms`);

/** A bar of eighths of a cell. @param {number} share 0 to 1 */
function bar(share, cells) {
  const eighths = Math.round(Math.min(1, share) * cells * 8);
  return '█'.repeat(eighths >> 3) + ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths & 7];
}

/** Cut at the width of the terminal; `text` has no escapes. */
function cut(text, width) {
  while (getStringWidth(text) > width) text = `${[...text].slice(0, -2).join('')}…`;
  return text;
}

/** "f (/long/way/to/file.js:1:2)" in `width` cells: the end of the path is what tells. */
function place(text, width) {
  if (text === '') text = '(the library)';
  const match = /^(.*\()?(.*?)(\)?)$/.exec(text), excess = text.length - width;
  return excess <= 0 ? text : `${match[1] ?? ''}…${match[2].slice(excess + 1)}${match[3]}`.slice(0, width);
}

function durations(view, width) {
  const most = Math.max(...view.durations, 1e-9), lines = [];
  let last = view.durations.length - 1;
  while (last > 2 && view.durations[last] === 0) last--;
  for (let i = 0; i <= last; i++) {
    const label = i < view.bounds.length ? `< ${bound(view.bounds[i])}` : `≥ ${bound(view.bounds.at(-1))}`;
    const count = view.durations[i];
    lines.push(`  ${label.padEnd(9)}${rate(count).padStart(9)}  ${bar(Math.sqrt(count / most), Math.max(10, width - 24))}`);
  }
  return lines;
}

function busiest(view, width, rows) {
  const first = Math.max(20, Math.floor((width - 12) / 2)), second = Math.max(10, width - 12 - first);
  return view.places.slice(0, rows).map(({ callback, where, share }) => (
    `  ${percent(share).padStart(6)}  ${place(callback, first).padEnd(first)}  ${where === callback ? '' : place(where, second)}`.trimEnd()));
}

/**
 * @param {number} pid @param {import('internal/top/window').View} view @param {{ columns: number, rows: number, color: boolean }} terminal
 * @returns {string[]} lines
 */
function draw(pid, view, { columns, rows, color }) {
  const strong = (text) => (color ? `\x1b[1m${text}\x1b[22m` : text);
  const alarm = (text, on) => (color && on ? `\x1b[31m${text}\x1b[39m` : text);
  const { memory, gc } = view;
  const resources = Object.entries(view.resources).sort((a, b) => b[1] - a[1]).map(([name, count]) => `${name} ${count}`).join(', ');
  const lines = [
    strong(cut(`${view.script}  pid ${pid}, up ${age(view.uptime)}, Eddy ${view.version}`, columns)),
    cut(`CPU ${percent(view.cpu)}   loop busy ${percent(view.busy)}   longest callback ${duration(view.longest)}`, columns),
    cut(`HTTP/1 ${rate(view.requests)} requests/s   GC ${rate(gc.count)}/s, ${duration(gc.time)}/s`, columns),
    cut(`Memory ${size(memory.rss)}   heap ${size(memory.heapUsed)} of ${size(memory.heapTotal)}, limit ${size(view.heapLimit)}` +
        `   buffers ${size(memory.arrayBuffers)}`, columns),
    cut(`Alive  ${resources || 'nothing'}`, columns),
    view.running >= 100 ? alarm(cut(`Blocked for ${duration(view.running)} now`, columns), true) : '',
    strong(cut(`Callbacks by duration, ${rate(view.callbacks)}/s`, columns)),
    ...durations(view, columns),
    '',
    strong(cut(`Busiest callbacks, and where they were`, columns)),
  ];
  lines.push(...busiest(view, columns, Math.max(3, rows - lines.length - 1)));
  if (view.places.length === 0) lines.push('  none');
  return lines;
}

module.exports = { draw };
