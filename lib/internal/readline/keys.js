// SPDX-License-Identifier: MIT
// Bytes of a terminal -> 'keypress' events. Understands the escape sequences of xterm, rxvt, putty and
// the Linux console.
'use strict';

const { StringDecoder } = require('string_decoder');

const kEscapeCodeTimeout = 500;
const KEYPRESS = Symbol('keypress-decoder');
const DECODER = Symbol('escape-decoder');

// What follows ESC [ or ESC O, without modifier.
const names = {
  '__proto__': null,
  '[P': 'f1', '[Q': 'f2', '[R': 'f3', '[S': 'f4', 'OP': 'f1', 'OQ': 'f2', 'OR': 'f3', 'OS': 'f4',
  '[11~': 'f1', '[12~': 'f2', '[13~': 'f3', '[14~': 'f4', '[[A': 'f1', '[[B': 'f2', '[[C': 'f3', '[[D': 'f4',
  '[[E': 'f5', '[15~': 'f5', '[17~': 'f6', '[18~': 'f7', '[19~': 'f8', '[20~': 'f9', '[21~': 'f10',
  '[23~': 'f11', '[24~': 'f12', '[200~': 'paste-start', '[201~': 'paste-end',
  '[A': 'up', '[B': 'down', '[C': 'right', '[D': 'left', '[E': 'clear', '[F': 'end', '[H': 'home',
  'OA': 'up', 'OB': 'down', 'OC': 'right', 'OD': 'left', 'OE': 'clear', 'OF': 'end', 'OH': 'home',
  '[1~': 'home', '[2~': 'insert', '[3~': 'delete', '[4~': 'end', '[5~': 'pageup', '[6~': 'pagedown',
  '[[5~': 'pageup', '[[6~': 'pagedown', '[7~': 'home', '[8~': 'end',
};
const shifted = {
  '__proto__': null,
  '[a': 'up', '[b': 'down', '[c': 'right', '[d': 'left', '[e': 'clear', '[2$': 'insert', '[3$': 'delete',
  '[5$': 'pageup', '[6$': 'pagedown', '[7$': 'home', '[8$': 'end', '[Z': 'tab',
};
const controlled = {
  '__proto__': null,
  'Oa': 'up', 'Ob': 'down', 'Oc': 'right', 'Od': 'left', 'Oe': 'clear', '[2^': 'insert', '[3^': 'delete',
  '[5^': 'pageup', '[6^': 'pagedown', '[7^': 'home', '[8^': 'end',
};

function nameCode(key, code) {
  key.code = code;
  if (names[code] !== undefined) {
    key.name = names[code];
  } else if (shifted[code] !== undefined) {
    key.name = shifted[code];
    key.shift = true;
  } else if (controlled[code] !== undefined) {
    key.name = controlled[code];
    key.ctrl = true;
  } else {
    key.name = 'undefined';
  }
}

function nameCharacter(key, ch, escaped) {
  if (ch === '\r') key.name = 'return';
  else if (ch === '\n') key.name = 'enter';
  else if (ch === '\t') key.name = 'tab';
  else if (ch === '\b' || ch === '\x7f') key.name = 'backspace';
  else if (ch === '\x1b') key.name = 'escape';
  else if (ch === ' ') key.name = 'space';
  else if (!escaped && ch <= '\x1a') {
    key.name = String.fromCharCode(ch.charCodeAt(0) + 96);
    key.ctrl = true;
    return;
  } else if (/^[0-9A-Za-z]$/.test(ch)) {
    key.name = ch.toLowerCase();
    key.shift = /^[A-Z]$/.test(ch);
  } else if (escaped) {
    key.name = ch.length > 0 ? undefined : 'escape';
  }
  if (escaped && ch !== '\x1b') key.meta = true;
}

/** A generator that is fed single characters and emits 'keypress'. */
function* emitKeys(stream) {
  for (;;) {
    let ch = yield;
    let s = ch;
    let escaped = false;
    const key = { sequence: null, name: undefined, ctrl: false, meta: false, shift: false };
    if (ch === '\x1b') {
      escaped = true;
      s += ch = yield;
      if (ch === '\x1b') s += ch = yield;
    }
    if (escaped && (ch === 'O' || ch === '[')) {
      let code = ch;
      let modifier = 0;
      if (ch === 'O') {
        s += ch = yield;
        if (ch >= '0' && ch <= '9') {
          modifier = ch - 1;
          s += ch = yield;
        }
        code += ch;
      } else {
        s += ch = yield;
        if (ch === '[') {
          code += ch;
          s += ch = yield;
        }
        const start = s.length - 1;
        // Up to three digits, then maybe ;modifier, then the final character.
        for (let digits = 0; digits < 3 && ch >= '0' && ch <= '9'; digits++) s += ch = yield;
        if (ch === ';') {
          s += ch = yield;
          if (ch >= '0' && ch <= '9') s += ch = yield;
        }
        const command = s.slice(start);
        let match;
        if ((match = /^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/.exec(command)) !== null) {
          if (match[4] !== undefined) {
            code += match[4];
          } else {
            code += match[1] + match[3];
            modifier = (match[2] ?? 1) - 1;
          }
        } else if ((match = /^((\d;)?(\d))?([A-Za-z])$/.exec(command)) !== null) {
          code += match[4];
          modifier = (match[3] ?? 1) - 1;
        } else {
          code += command;
        }
      }
      key.ctrl = !!(modifier & 4);
      key.meta = !!(modifier & 10);
      key.shift = !!(modifier & 1);
      nameCode(key, code);
    } else {
      nameCharacter(key, ch, escaped);
    }
    key.sequence = s;
    if (s.length !== 0 && (key.name !== undefined || escaped)) {
      stream.emit('keypress', escaped ? undefined : s, key);
    } else if (s.length > 0 && [...s].length === 1) {
      stream.emit('keypress', s, key);
    }
  }
}

/**
 * Makes a stream emit 'keypress' events as long as somebody listens to them.
 * @param {Readable} stream
 * @param {Interface} [iface] whose escapeCodeTimeout counts
 */
function emitKeypressEvents(stream, iface = {}) {
  if (stream[KEYPRESS]) return;
  stream[KEYPRESS] = new StringDecoder('utf8');
  stream[DECODER] = emitKeys(stream);
  stream[DECODER].next();
  let timer;
  const flushEscape = () => stream[DECODER].next('');
  const { escapeCodeTimeout = kEscapeCodeTimeout } = iface;

  function onData(input) {
    if (stream.listenerCount('keypress') === 0) {
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
      return;
    }
    const text = typeof input === 'string' ? input : stream[KEYPRESS].write(input);
    if (!text) return;
    clearTimeout(timer);
    let length = 0;
    for (const ch of text) {
      length += ch.length;
      // Tabs in pasted text are text.
      iface[kIsPasting] = length !== text.length;
      try {
        stream[DECODER].next(ch);
        if (length === text.length && ch === '\x1b') timer = setTimeout(flushEscape, escapeCodeTimeout);
      } catch (error) {
        // The generator is dead once it has thrown.
        stream[DECODER] = emitKeys(stream);
        stream[DECODER].next();
        throw error;
      }
    }
    iface[kIsPasting] = false;
  }

  function onNewListener(event) {
    if (event !== 'keypress') return;
    stream.on('data', onData);
    stream.removeListener('newListener', onNewListener);
  }

  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onNewListener);
}

const kIsPasting = Symbol('isPasting');

module.exports = { emitKeypressEvents, emitKeys, kIsPasting };
