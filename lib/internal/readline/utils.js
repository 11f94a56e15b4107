// SPDX-License-Identifier: MIT
// Terminal control sequences, and moving by whole characters in a string.
'use strict';

const kEscape = '\x1b';

/** Tagged template: CSI`2K` is '\x1b[2K'. */
function CSI(strings, ...args) {
  let text = `${kEscape}[`;
  for (let i = 0; i < strings.length; i++) {
    text += strings[i];
    if (i < args.length) text += args[i];
  }
  return text;
}
CSI.kEscape = kEscape;
CSI.kClearToLineBeginning = CSI`1K`;
CSI.kClearToLineEnd = CSI`0K`;
CSI.kClearLine = CSI`2K`;
CSI.kClearScreenDown = CSI`0J`;

/** Length in code units of the character left of `i`. */
function charLengthLeft(text, i) {
  if (i <= 0) return 0;
  if ((i > 1 && text.codePointAt(i - 2) >= 0x10000) || text.codePointAt(i - 1) >= 0x10000) return 2;
  return 1;
}

/** Length in code units of the character at `i`. */
function charLengthAt(text, i) {
  if (text.length <= i) return 1;
  return text.codePointAt(i) >= 0x10000 ? 2 : 1;
}

function commonPrefix(strings) {
  if (strings.length === 0) return '';
  if (strings.length === 1) return strings[0];
  const sorted = [...strings].sort();
  const min = sorted[0];
  const max = sorted[sorted.length - 1];
  for (let i = 0; i < min.length; i++) {
    if (min[i] !== max[i]) return min.slice(0, i);
  }
  return min;
}

/** 'a…' of a string reversed, by characters. */
function reverseString(text) {
  return [...text].reverse().join('');
}

const kSubstringSearch = Symbol('kSubstringSearch');
/** Of interfaces with promises: what gives the open question up. */
const kQuestionReject = Symbol('kQuestionReject');
// Methods of an Interface that programs do not see: a subclass has all names for its own.
const kAsk = Symbol('ask');
const kCancelQuestion = Symbol('cancel question');
const kContinueLine = Symbol('continue line');
const kFinishEditor = Symbol('finish editor');
const kForgetLine = Symbol('forget line');
const kRunBuffer = Symbol('run buffer');
const kSetPromptText = Symbol('set prompt text');
const kStartEditing = Symbol('start editing');

module.exports = {
  CSI, charLengthLeft, charLengthAt, commonPrefix, reverseString,
  kAsk, kCancelQuestion, kContinueLine, kFinishEditor, kForgetLine, kQuestionReject, kRunBuffer, kSetPromptText,
  kStartEditing, kSubstringSearch,
};
