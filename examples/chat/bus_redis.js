// SPDX-License-Identifier: MIT
// What processes tell each other through Redis, on any number of machines. Messages of a room lie in a stream of
// bounded length; storing one and telling everybody is one script, so that the order is the same for all. When Redis
// goes away the chat goes on without new messages; when it is back, what was missed is read from the stream.
'use strict';

const net = require('node:net');
const { Redis, Replies } = require('../analysis/redis.js');

const PREFIX = 'chat:';
const KEEP = 7 * 86400; // seconds that a silent room is kept
const REMEMBER = 600;   // seconds in which a message that is sent again is known
const PING = 5000, PATIENCE = 3000; // ms
const RETRY_FIRST = 100, RETRY_LAST = 3000;

// KEYS: stream, nonce. ARGV: entry, channel, length of the stream. -> id; the same one when it comes again.
const POST = `
local known = redis.call('GET', KEYS[2])
if known then return known end
local id = redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[3], '*', 'entry', ARGV[1])
redis.call('EXPIRE', KEYS[1], ${KEEP})
redis.call('SET', KEYS[2], id, 'EX', ${REMEMBER})
redis.call('PUBLISH', ARGV[2], id .. ' ' .. ARGV[1])
return id`;

/** redis://[[user]:password@]host[:port][/db], or unix:/path */
function parse(url) {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  if (protocol === 'unix:') return { where: { path: pathname }, greeting: [] };
  if (protocol !== 'redis:') throw new Error(`REDIS_URL begins with redis: or unix:, not ${protocol}`);
  const greeting = [];
  if (password) greeting.push(['AUTH', ...username ? [decodeURIComponent(username)] : [], decodeURIComponent(password)]);
  if (pathname.length > 1) greeting.push(['SELECT', pathname.slice(1)]);
  return { where: { host: hostname, port: Number(port || 6379) }, greeting };
}

/** A connection that hears what is published; `onMessage(channel, text)`. */
class Subscription {
  constructor(where, onMessage) {
    const replies = new Replies();
    this.acks = [];
    this.socket = net.connect(where).on('error', () => {});
    this.socket.on('data', (chunk) => {
      replies.push(chunk);
      for (let reply; (reply = replies.next()) !== undefined;) {
        if (reply[0] === 'message') onMessage(reply[1], reply[2]);
        else if (reply[0] !== 'unsubscribe') this.acks.shift()?.(reply);
      }
    });
  }

  /** @returns {Promise<void>} when Redis has answered; never, when the connection ends before */
  send(...args) {
    this.socket.write(`*${args.length}\r\n${args.map((arg) => `$${Buffer.byteLength(arg)}\r\n${arg}\r\n`).join('')}`);
    if (args[0] === 'UNSUBSCRIBE') return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.acks.push((reply) => (reply instanceof Error ? reject(reply) : resolve()));
    });
  }
}

function within(promise, ms) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(reject, ms, new Error('Redis does not answer')); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

class RedisBus {
  /** @param {Rooms} rooms @param {string} url */
  constructor(rooms, url) {
    Object.assign(this, parse(url));
    this.rooms = rooms;
    this.up = false;
    this.keepsAll = false;
    this.closed = false;
    this.watched = new Set();
    this.delay = RETRY_FIRST;
    this.connect();
  }

  async connect() {
    const commands = new Redis(this.where);
    const subscription = new Subscription(this.where, (channel, text) => this.receive(channel, text));
    Object.assign(this, { commands, subscription });
    const lost = () => this.lost(commands, subscription);
    commands.socket.on('close', lost);
    subscription.socket.on('close', lost);
    try {
      for (const words of this.greeting) await within(Promise.all([commands.send(...words), subscription.send(...words)]), PATIENCE);
      await within(Promise.all([commands.send('PING'), subscription.send('SUBSCRIBE', `${PREFIX}-`)]), PATIENCE);
      for (const room of this.watched) await this.catchUp(room);
    } catch {
      return lost();
    }
    if (this.commands !== commands) return;
    this.delay = RETRY_FIRST;
    this.setUp(true);
    this.timer = setInterval(() => {
      within(Promise.all([commands.send('PING'), subscription.send('PING')]), PATIENCE).catch(lost);
    }, PING);
  }

  lost(commands, subscription) {
    if (this.commands !== commands) return;
    this.commands = this.subscription = null;
    clearInterval(this.timer);
    commands.socket.destroy();
    subscription.socket.destroy();
    this.setUp(false);
    if (this.closed) return;
    this.timer = setTimeout(() => this.connect(), this.delay * (0.5 + Math.random()));
    this.delay = Math.min(this.delay * 2, RETRY_LAST);
  }

  setUp(up) {
    if (this.up === up) return;
    this.up = up;
    this.rooms.onState(up);
  }

  receive(channel, text) {
    const room = channel.slice(PREFIX.length), space = text.indexOf(' ');
    const id = text.slice(0, space), value = JSON.parse(text.slice(space + 1));
    if (id === '') this.rooms.onEvent(room, value);
    else this.rooms.onEntry(room, { id, ...value });
  }

  /** Hears of a room from now on, and reads what was said before. */
  async catchUp(room) {
    await within(this.subscription.send('SUBSCRIBE', PREFIX + room), PATIENCE);
    const found = await within(this.commands.send('XREVRANGE', PREFIX + room, '+', '-', 'COUNT', this.rooms.keep), PATIENCE);
    for (const [id, [, text]] of found.reverse()) this.rooms.onEntry(room, { id, ...JSON.parse(text) });
  }

  async post(room, entry) {
    if (!this.up) throw new Error('Redis is away');
    return within(this.commands.send('EVAL', POST, 2, PREFIX + room, `${PREFIX}nonce:${entry.user}:${entry.nonce}`,
      JSON.stringify(entry), PREFIX + room, this.rooms.keep), PATIENCE);
  }

  signal(room, event) {
    if (this.up) this.commands.send('PUBLISH', PREFIX + room, ` ${JSON.stringify(event)}`).catch(() => {});
    else this.rooms.onEvent(room, event); // at least those of this process
  }

  async watch(room) {
    this.watched.add(room);
    if (this.up) await this.catchUp(room).catch(() => {}); // else, or then, it comes when Redis is back
  }

  unwatch(room) {
    this.watched.delete(room);
    if (this.up) this.subscription.send('UNSUBSCRIBE', PREFIX + room);
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.commands?.socket.destroy();
    this.subscription?.socket.destroy();
  }
}

module.exports = { RedisBus };
