'use strict';
// Helper for tests that speak HTTP/2 frame by frame: module, not a test of its own.
const assert = require('node:assert');
const http2 = require('node:http2');
const net = require('node:net');

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const TYPES = { DATA: 0, HEADERS: 1, RST_STREAM: 3, SETTINGS: 4, PING: 6, GOAWAY: 7, WINDOW_UPDATE: 8, CONTINUATION: 9 };

function frame(type, flags, id, payload = Buffer.alloc(0)) {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = typeof type === 'string' ? TYPES[type] : type;
  head[4] = flags;
  head.writeUInt32BE(id, 5);
  return Buffer.concat([head, payload]);
}

/** GET / of http://a in HPACK without tables; more fields are appended as literals. */
function fields(more = []) {
  const parts = [Buffer.from([0x82, 0x86, 0x84, 0x41, 1, 0x61])]; // :method, :scheme, :path, :authority
  for (const [name, value] of more) {
    parts.push(Buffer.from([0, name.length]), Buffer.from(name), Buffer.from([value.length]), Buffer.from(value));
  }
  return Buffer.concat(parts);
}

/** Starts a server, sends what `write(socket)` writes after the preface, resolves with the frames that came. */
function talk(options, handler, write, until) {
  return new Promise((resolve) => {
    const server = http2.createServer(options, handler);
    server.on('sessionError', () => {});
    server.listen(0, () => {
      const socket = net.connect(server.address().port);
      const frames = [];
      let bytes = Buffer.alloc(0), done = false;
      const end = () => {
        if (done) return;
        done = true;
        socket.destroy();
        server.close(() => resolve(frames));
      };
      socket.on('data', (chunk) => {
        bytes = Buffer.concat([bytes, chunk]);
        while (bytes.length >= 9 && bytes.length >= 9 + bytes.readUIntBE(0, 3)) {
          const length = bytes.readUIntBE(0, 3);
          frames.push({ type: bytes[3], flags: bytes[4], id: bytes.readUInt32BE(5), payload: bytes.subarray(9, 9 + length) });
          bytes = bytes.subarray(9 + length);
          if (until?.(frames.at(-1))) end();
        }
      });
      socket.on('error', () => {}).on('close', end);
      socket.write(Buffer.concat([PREFACE, frame('SETTINGS', 0, 0)]));
      write(socket);
    });
  });
}

/** The error code of the GOAWAY among frames, or undefined. */
function goaway(frames) {
  return frames.find((f) => f.type === TYPES.GOAWAY)?.payload.readUInt32BE(4);
}

function assertGoaway(frames, code) {
  assert.strictEqual(goaway(frames), code, `frames: ${frames.map((f) => f.type)}`);
}

module.exports = { TYPES, assertGoaway, fields, frame, goaway, talk };
if (require.main === module) assert.strictEqual(fields().length, 6);
