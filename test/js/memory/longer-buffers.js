// SPDX-License-Identifier: MIT
// Ten times longer, the same memory: buffer, and the codecs of text; small and large ones.
'use strict';
const { longer } = require('../../fixtures/longer');

const ENCODINGS = ['utf8', 'latin1', 'base64', 'base64url', 'hex', 'utf16le', 'ascii'];

function codecs(text) {
  const parts = ENCODINGS.map((encoding) => Buffer.from(text).toString(encoding));
  return () => ENCODINGS.map((encoding, k) => Buffer.from(parts[k], encoding).toString(encoding).length);
}

longer(__filename, {
  small: [1000, () => codecs('a line of text')],
  'small, more than ASCII': [1000, () => codecs('eine Zeile Text, größer')],
  large: [20, () => codecs('0123456789abcdef'.repeat(4096))],
  'large, more than ASCII': [20, () => codecs('größer als das, was ins €-Zeichen passt '.repeat(1600))],
  operations: [1000, () => {
    const parts = Array.from({ length: 16 }, () => Buffer.alloc(100, 'p')), page = Buffer.alloc(65_536, 'abc');
    return (i) => {
      const one = Buffer.concat(parts), other = Buffer.allocUnsafe(100 + i % 100).fill('q');
      one.copy(Buffer.alloc(1024));
      one.writeUInt32BE(i, 4);
      one.write('text', 8);
      page.subarray(i % 1000).indexOf('ca');
      return [Buffer.compare(one, other), one.equals(other), one.readDoubleLE(0), one.swap16().includes('p'), other.toJSON(),
              Buffer.from(one.buffer, one.byteOffset, 4).toReversed?.(), Buffer.copyBytesFrom(one, 1, 5)];
    };
  }],
  sizes: [30, () => () => {
    for (const size of [1, 200, 1024, 5000, 16_384, 65_536, 300_000]) {
      Buffer.alloc(size);
      Buffer.allocUnsafe(size);
      Buffer.allocUnsafeSlow(size);
      new Uint8Array(size).slice(1);
      new ArrayBuffer(size, { maxByteLength: size * 2 }).resize(size + 1);
      structuredClone(new ArrayBuffer(size));
    }
  }],
  TextEncoder: [1000, () => {
    const text = 'größer '.repeat(20), into = new Uint8Array(200);
    return () => {
      new TextEncoder().encodeInto(text, into);
      new TextDecoder('utf-16le', { fatal: false }).decode(new TextEncoder().encode(text));
      new TextDecoder('shift_jis').decode(into);
      new TextDecoder('windows-1252').decode(into);
      new TextDecoder().decode(into.subarray(0, 3), { stream: true });
      return atob(btoa('text'));
    };
  }],
  'text of 64 KB': [40, () => {
    const texts = ['0123456789abcdef'.repeat(4096), 'größer '.repeat(8192)];
    return () => texts.map((text) => new TextDecoder().decode(new TextEncoder().encode(text)).length);
  }],
  Blob: [200, () => async (i) => {
    const blob = new Blob(['text', new Uint8Array(i % 5000), new Blob(['more'])]);
    await blob.slice(2, 100).text();
    await blob.arrayBuffer();
    await blob.bytes();
    const url = URL.createObjectURL(new File([blob], 'a.txt'));
    require('node:buffer').resolveObjectURL(url);
    URL.revokeObjectURL(url);
    await blob.stream().getReader().read();
  }],
});
