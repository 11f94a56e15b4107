// A program in a terminal of its own: keys go in, what stands on the screen comes out.
'use strict';
const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');

const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
let count = 0;

class Terminal {
  #name = `eddy-${process.pid}-${count++}`;

  /** @param {string[]} args of Eddy; `env` is added to the environment */
  constructor(args, { home, env = {}, columns = 80 }) {
    const set = Object.entries({ HOME: home, TERM: 'screen-256color', ...env }).map(([key, value]) => quote(`${key}=${value}`));
    const command = ['exec env', ...set, quote(process.execPath), ...args.map(quote)].join(' ');
    this.#tmux('new-session', '-d', '-x', `${columns}`, '-y', '24', '-c', home, `${command}`, ';', 'set', 'remain-on-exit', 'on');
  }

  #tmux(...args) {
    return execFileSync('tmux', ['-u', '-L', this.#name, '-f', '/dev/null', ...args], { encoding: 'utf8', stdio: 'pipe' });
  }

  /** Text as it is. */
  type(text) {
    this.#tmux('send-keys', '-l', '--', text.replace(/;$/, '\\;')); // a ; at the end would be tmux's own
  }

  /** Keys by their names in tmux: 'Enter', 'C-r', 'Up'. */
  press(...keys) {
    this.#tmux('send-keys', ...keys);
  }

  paste(text) {
    this.#tmux('set-buffer', text, ';', 'paste-buffer', '-p', '-r');
  }

  /** The lines that are not empty, and where the cursor is: 'column,row'. */
  screen() {
    const text = this.#tmux('capture-pane', '-p').trimEnd();
    return { text, cursor: this.#tmux('display-message', '-p', '#{cursor_x},#{cursor_y}').trim() };
  }

  /** Waits until the end of the screen is `text`, and, if given, the cursor at `cursor`. */
  async ends(text, cursor) {
    let now;
    for (const start = Date.now(); Date.now() - start < 60_000; await wait(20)) {
      now = this.screen();
      if (now.text.endsWith(text) && (cursor === undefined || now.cursor === cursor)) return;
    }
    assert.fail(`expected at the end:\n${text}\n${cursor ?? ''}\nseen:\n${now.text}\n${now.cursor}`);
  }

  /** Waits until the program has ended. */
  async exits() {
    for (const start = Date.now(); Date.now() - start < 60_000; await wait(20)) {
      if (this.#tmux('display-message', '-p', '#{pane_dead}').trim() === '1') return;
    }
    assert.fail(`still running:\n${this.screen().text}`);
  }

  close() {
    this.#tmux('kill-server');
  }
}

/** Runs the parts of a test in an empty directory, which is also the home directory. */
async function inTerminal(args, steps, options = {}) {
  const home = fs.realpathSync(options.home ?? fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-terminal-')));
  const terminal = new Terminal(args, { ...options, home });
  try {
    await steps(terminal, home);
  } finally {
    terminal.close();
    if (options.home === undefined) fs.rmSync(home, { recursive: true });
  }
}

module.exports = { inTerminal };
