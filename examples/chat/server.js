// SPDX-License-Identifier: MIT
// A chat: rooms, history, who is here, who is typing. One process, or many: see README.md beside this file.
'use strict';

const cluster = require('node:cluster');
const { createHash } = require('node:crypto');
const path = require('node:path');
const { WebSocketServer } = require('eddy:ws');
const { refusal, sendJSON, sendPage, serve } = require('../common/page.js');
const { LocalBus } = require('./bus_local.js');
const { RedisBus } = require('./bus_redis.js');
const { Rooms, compare, shown } = require('./rooms.js');

const HISTORY = Number(process.env.HISTORY ?? 100);   // messages a room
const MAX_TEXT = 1000;          // characters of a message
const MAX_FRAME = 8192;         // bytes of anything a client sends
const MAX_CLIENTS = Number(process.env.MAX_CLIENTS ?? 10_000);
const RATE = 5, BURST = 10;     // messages a second, and at once
const PATIENCE = 100;           // refused messages after which a client has to go
const HEARTBEAT = 20_000;       // ms
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,23}$/u;
const TOKEN = /^[\w-]{8,64}$/;  // of clients: who they are, and which message it is

const url = process.env.REDIS_URL;
const rooms = new Rooms((all) => (url ? new RedisBus(all, url) : new LocalBus(all)), { keep: HISTORY });

/** What a client may do in a while. */
class Allowance {
  constructor() {
    this.left = BURST;
    this.at = performance.now();
  }

  take(cost) {
    const now = performance.now();
    this.left = Math.min(BURST, this.left + (now - this.at) * RATE / 1000);
    this.at = now;
    if (this.left < cost) return false;
    this.left -= cost;
    return true;
  }
}

/** One connection. */
class Client {
  constructor(ws) {
    this.ws = ws;
    this.allowance = new Allowance();
    this.refused = 0;
    this.room = null;
    this.member = null; // { nick, user }
    this.joining = false;
  }

  send(message) { this.ws.send(JSON.stringify(message)); }

  refuse(code, text, nonce) {
    if (++this.refused > PATIENCE) this.ws.close(1008, 'too many refused messages');
    else this.send({ type: 'refused', code, text, nonce });
  }

  async receive(data, isBinary) {
    let message;
    try {
      if (isBinary) throw new TypeError('binary');
      message = JSON.parse(data);
    } catch {
      return this.ws.close(1007, 'JSON is spoken here');
    }
    const { type, nonce } = message ?? {};
    if (!this.allowance.take(type === 'typing' ? 0.2 : 1)) return this.refuse('slow-down', 'That was too fast.', nonce);
    if (type === 'join') return this.join(message);
    if (this.room === null) return this.refuse('no-room', 'Join a room first.', nonce);
    if (type === 'say') return this.say(message);
    if (type === 'typing') return rooms.typing(this.room, this.member.nick);
    this.refuse('unknown', 'Unknown message.', nonce);
  }

  /** `after`: the last message that the client has seen before it lost its connection */
  async join({ room: name, nick, key, after }) {
    if (this.joining) return this.refuse('busy', 'One room after the other.');
    if (typeof name !== 'string' || !NAME.test(name)) return this.refuse('bad-room', 'Room names have 1 to 24 letters, digits, spaces, dots or dashes.');
    if (typeof nick !== 'string' || !NAME.test(nick)) return this.refuse('bad-nick', 'Names have 1 to 24 letters, digits, spaces, dots or dashes.');
    if (typeof key !== 'string' || !TOKEN.test(key)) return this.refuse('bad-key', 'No key.');
    if (after !== undefined && !/^\d{1,15}-\d{1,15}$/.test(after)) after = undefined;
    this.leave();
    // The key is secret; its hash tells others that two connections are the same person.
    const member = { nick, user: createHash('sha256').update(key).digest('base64url').slice(0, 12) };
    this.joining = true;
    const room = await rooms.join(name, this.ws, member);
    this.joining = false;
    if (room === null) return this.refuse('no-place', 'There are too many rooms.');
    if (this.ws.readyState !== 1) return rooms.leave(room, this.ws);
    const others = [...room.sockets].filter(([ws, other]) => ws !== this.ws && other.nick === nick);
    const owner = others[0]?.[1].user ?? elsewhere(room, nick);
    if (owner !== undefined && owner !== member.user) {
      rooms.leave(room, this.ws);
      return this.refuse('nick-taken', 'Somebody of that name is here.');
    }
    this.room = room;
    this.member = member;
    // A little more than what was missed: messages of two processes may have come in another order.
    const from = after && `${after.split('-')[0] - 2000}-0`;
    const entries = from ? room.entries.filter(({ id }) => compare(id, from) > 0) : room.entries;
    this.send({
      type: 'joined', room: name, nick, up: rooms.bus.up, entries: entries.map(shown),
      gap: from !== undefined && entries.length === room.entries.length && entries.length === HISTORY, ...rooms.names(room),
    });
  }

  async say({ text, nonce }) {
    if (typeof nonce !== 'string' || !TOKEN.test(nonce)) return this.refuse('bad-nonce', 'No nonce.');
    if (typeof text !== 'string' || text.trim() === '') return this.refuse('empty', 'Nothing was said.', nonce);
    if (text.length > MAX_TEXT) return this.refuse('too-long', `At most ${MAX_TEXT} characters.`, nonce);
    const entry = { ...this.member, text: text.toWellFormed(), at: Date.now(), nonce };
    try {
      const id = await rooms.say(this.room, entry);
      this.send({ type: 'stored', nonce, id });
    } catch {
      this.send({ type: 'later', nonce }); // the client keeps it, and tries again
    }
  }

  leave() {
    if (this.room !== null) rooms.leave(this.room, this.ws);
    this.room = this.member = null;
  }
}

function elsewhere(room, nick) {
  for (const { members } of room.elsewhere.values()) for (const [name, user] of members) if (name === nick) return user;
}

const server = serve(async (req, res) => {
  if (req.url === '/status') return sendJSON(res, { clients: wss.clients.size, rooms: rooms.rooms.size, up: rooms.bus.up, pid: process.pid });
  if (req.url === '/ws') throw refusal(426, 'a WebSocket is wanted here');
  return sendPage(req, res, path.join(__dirname, 'public'));
}, { stop: leaveAll });

const wss = new WebSocketServer({
  server, path: '/ws', maxPayload: MAX_FRAME, maxQueuedBytes: 1 << 20,
  verifyClient({ req, origin }, done) { // pages of other sites may not speak for their visitors
    if (origin !== undefined && URL.parse(origin)?.host !== req.headers.host) return done(false, 403);
    done(wss.clients.size < MAX_CLIENTS, 503);
  },
});

wss.on('connection', (ws) => {
  const client = new Client(ws);
  ws.alive = true;
  ws.on('pong', () => { ws.alive = true; });
  ws.on('message', (data, isBinary) => { client.receive(data, isBinary).catch((error) => { console.error(error); ws.terminate(); }); });
  ws.on('error', () => {}); // too large, no UTF-8, …: 'close' follows
  ws.on('close', () => client.leave());
});

const heartbeat = setInterval(() => {
  for (const ws of wss.clients) {
    if (!ws.alive) ws.terminate();
    ws.alive = false;
    ws.ping();
  }
}, HEARTBEAT);

/** The process ends: clients go to another one. */
function leaveAll() {
  clearInterval(heartbeat);
  for (const ws of wss.clients) ws.close(1012, 'restart');
  rooms.close();
}
cluster.worker?.once('drain', leaveAll);
