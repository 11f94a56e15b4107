// SPDX-License-Identifier: MIT
// The case list of the Autobahn test suite, chapters 1 to 7, against an echo server: what must come back, and with
// which code the server closes. Each case is sent at once, and byte by byte.
'use strict';
const assert = require('assert');
const { WebSocketServer } = require('eddy:ws');
const { exchange, frame } = require('./fixtures/peer');

const CONT = 0, TEXT = 1, BIN = 2, CLOSE = 8, PING = 9, PONG = 10;
const bye = frame(CLOSE, Buffer.from([3, 232]));
const code = (n) => Buffer.from([n >> 8, n & 255]);
const more = { fin: false };
const utf8 = Buffer.from('κόσμε-µ@ßöäüàá');
const bad = Buffer.from([0xce, 0xba, 0xe1, 0xbd, 0xb9, 0xed, 0xa0, 0x80, 0x65]);

// [name, frames, echoes expected, close code expected (1005: an empty close frame)]
const cases = [];
for (const n of [0, 125, 126, 127, 128, 65535, 65536]) {
  cases.push([`1.1 text of ${n}`, [frame(TEXT, 'x'.repeat(n)), bye], [[TEXT, 'x'.repeat(n)]], 1000]);
  cases.push([`1.2 binary of ${n}`, [frame(BIN, 'y'.repeat(n)), bye], [[BIN, 'y'.repeat(n)]], 1000]);
}
for (const n of [0, 7, 125]) cases.push([`2 ping of ${n}`, [frame(PING, 'p'.repeat(n)), bye], [[PONG, 'p'.repeat(n)]], 1000]);
cases.push(['2.5 ping of 126', [frame(PING, 'p'.repeat(126))], [], 1002]);
cases.push(['2.7 pong alone', [frame(PONG), frame(PONG, 'a'), bye], [], 1000]);
cases.push(['2.10 ten pings', [...Array(10).keys()].map((i) => frame(PING, `${i}`)).concat(bye),
            [...Array(10).keys()].map((i) => [PONG, `${i}`]), 1000]);
for (let rsv = 1; rsv < 8; rsv++) {
  cases.push([`3 rsv ${rsv}`, [frame(TEXT, 'a'), frame(TEXT, 'b', { rsv })], [[TEXT, 'a']], 1002]);
  cases.push([`3 ping rsv ${rsv}`, [frame(PING, 'b', { rsv })], [], 1002]);
}
for (const op of [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) {
  cases.push([`4 opcode ${op}`, [frame(TEXT, 'a'), frame(op, 'b'), frame(PING)], [[TEXT, 'a']], 1002]);
}
cases.push(['5.1 fragmented ping', [frame(PING, 'a', more), frame(CONT, 'b')], [], 1002]);
cases.push(['5.3 two fragments', [frame(TEXT, 'ab', more), frame(CONT, 'cd'), bye], [[TEXT, 'abcd']], 1000]);
cases.push(['5.6 ping in between', [frame(TEXT, 'ab', more), frame(PING, 'p'), frame(CONT, 'cd'), bye],
            [[PONG, 'p'], [TEXT, 'abcd']], 1000]);
cases.push(['5.9 continuation of nothing', [frame(CONT, 'a'), frame(TEXT, 'b')], [], 1002]);
cases.push(['5.15 after the end', [frame(TEXT, 'a', more), frame(CONT, 'b'), frame(CONT, 'c', more), frame(TEXT, 'd')],
            [[TEXT, 'ab']], 1002]);
cases.push(['5.18 text in text', [frame(TEXT, 'a', more), frame(TEXT, 'b')], [], 1002]);
cases.push(['5.19 five fragments, pings', [frame(TEXT, '1', more), frame(CONT, '2', more), frame(PING, 'a'),
                                           frame(CONT, '3', more), frame(CONT, '4', more), frame(PING, 'b'), frame(CONT, '5'), bye],
            [[PONG, 'a'], [PONG, 'b'], [TEXT, '12345']], 1000]);
cases.push(['6.1 empty fragments', [frame(TEXT, '', more), frame(CONT, '', more), frame(CONT), bye], [[TEXT, '']], 1000]);
cases.push(['6.1.3 one of three', [frame(TEXT, '', more), frame(CONT, 'm', more), frame(CONT), bye], [[TEXT, 'm']], 1000]);
cases.push(['6.2 utf-8', [frame(TEXT, utf8), bye], [[TEXT, utf8]], 1000]);
cases.push(['6.2.3 utf-8 cut anywhere', [...utf8].map((byte, i) => frame(i ? CONT : TEXT, Buffer.from([byte]), more))
  .concat(frame(CONT), bye), [[TEXT, utf8]], 1000]);
cases.push(['6.3 wrong utf-8', [frame(TEXT, bad)], [], 1007]);
cases.push(['6.4 refused early', [frame(TEXT, bad, more), frame(PING)], [], 1007]);
for (const text of ['\u0000', '\u007f', '\u0080', '\u07ff', '\u0800', '\uffff', '\u{10000}', '\u{10ffff}', '\ud7ff', '\ue000', '\ufffd']) {
  cases.push([`6.6 ${escape(text)}`, [frame(TEXT, text), bye], [[TEXT, text]], 1000]);
}
for (const hex of ['80', 'bf', 'c0af', 'e080af', 'f08080af', 'f888808080', 'eda080', 'edbfbf', 'f4908080', 'fe', 'ff', 'ce', 'e1bd', 'f09f98', 'c1bf']) {
  cases.push([`6 refused ${hex}`, [frame(TEXT, Buffer.from(hex, 'hex'))], [], 1007]);
}
cases.push(['7.1 nothing after close', [bye, frame(TEXT, 'a'), frame(PING)], [], 1000]);
cases.push(['7.3.1 empty close', [frame(CLOSE)], [], 1005]);
cases.push(['7.3.2 one byte', [frame(CLOSE, 'a')], [], 1002]);
cases.push(['7.3.4 reason', [frame(CLOSE, Buffer.concat([code(1000), Buffer.from('Hello')]))], [], 1000]);
cases.push(['7.3.5 longest', [frame(CLOSE, Buffer.concat([code(1000), Buffer.alloc(123, '*')]))], [], 1000]);
cases.push(['7.3.6 too long', [frame(CLOSE, Buffer.concat([code(1000), Buffer.alloc(124, '*')]))], [], 1002]);
cases.push(['7.5 wrong reason', [frame(CLOSE, Buffer.concat([code(1000), bad]))], [], 1007]);
for (const n of [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999]) {
  cases.push([`7.7 code ${n}`, [frame(CLOSE, code(n))], [], n]);
}
for (const n of [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65535]) {
  cases.push([`7.9 code ${n}`, [frame(CLOSE, code(n))], [], 1002]);
}
cases.push(['unmasked', [frame(TEXT, 'a', { mask: false })], [], 1002]);
cases.push(['too large', [frame(BIN, '', { length: 2_000_000 })], [], 1009]);

const wss = new WebSocketServer({ port: 0, maxPayload: 1_000_000 }, async () => {
  const { port } = wss.address();
  for (const [name, frames, echoes, closeCode] of cases) {
    for (const oneByOne of Buffer.concat(frames).length < 2000 ? [false, true] : [false]) {
      const got = (await exchange(port, frames, { oneByOne })).frames;
      const last = got.pop();
      assert.deepStrictEqual(got.map(([op, data]) => [op, data.toString()]), echoes.map(([op, data]) => [op, data.toString()]), name);
      assert.strictEqual(last[0], CLOSE, name);
      assert.strictEqual(last[1].length >= 2 ? last[1].readUInt16BE(0) : 1005, closeCode, name);
    }
  }
  wss.close();
});
wss.on('connection', (ws) => {
  ws.on('error', () => {});
  ws.on('message', (data, isBinary) => ws.send(data, { binary: isBinary }));
});
