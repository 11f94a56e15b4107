// SPDX-License-Identifier: MIT
// The connection to the server: comes back with back-off after it is lost, asks for what was missed, and sends again
// what was not stored. Knows nothing of the page.

const FIRST = 300, LAST = 15_000; // ms between attempts

export const token = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

export class Connection extends EventTarget {
  /** @param {string} url @param {{ room: string, nick: string, key: string }} who */
  constructor(url, who) {
    super();
    this.url = url;
    this.who = who;
    this.seen = new Set();      // ids; what comes twice is shown once
    this.last = undefined;      // the greatest of them
    this.outbox = new Map();    // nonce -> text: said, not stored yet
    this.delay = FIRST;
    this.ended = false;
    this.open();
    globalThis.addEventListener?.('online', this.now = () => this.retry(0));
  }

  tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }

  open() {
    const ws = this.ws = new WebSocket(this.url);
    this.joined = false;
    ws.onopen = () => this.send({ type: 'join', ...this.who, after: this.last });
    ws.onmessage = ({ data }) => this.receive(JSON.parse(data));
    ws.onclose = () => {
      if (this.ws !== ws || this.ended) return;
      this.joined = false;
      this.tell('state', 'lost');
      this.retry(this.delay * (0.5 + Math.random()));
      this.delay = Math.min(this.delay * 2, LAST);
    };
  }

  retry(ms) {
    clearTimeout(this.timer);
    if (this.ended || this.ws.readyState === WebSocket.OPEN) return;
    this.timer = setTimeout(() => this.open(), ms);
  }

  send(message) {
    if (this.ws.readyState === WebSocket.OPEN) this.ws.send(JSON.stringify(message));
  }

  say(text) {
    const nonce = token();
    this.outbox.set(nonce, text);
    if (this.joined) this.send({ type: 'say', text, nonce });
    return nonce;
  }

  typing() { if (this.joined) this.send({ type: 'typing' }); }

  flush() {
    if (this.joined) for (const [nonce, text] of this.outbox) this.send({ type: 'say', text, nonce });
  }

  again() {
    clearTimeout(this.flushing);
    this.flushing = setTimeout(() => this.flush(), 1000 + Math.random() * 1000);
  }

  receive(message) {
    switch (message.type) {
      case 'joined':
        this.joined = true;
        this.delay = FIRST;
        if (message.gap) this.tell('gap');
        this.tell('state', message.up ? 'here' : 'alone');
        for (const entry of message.entries) this.show(entry);
        this.tell('here', message);
        this.flush();
        break;
      case 'said': this.show(message.entry); break;
      case 'stored': this.outbox.delete(message.nonce); this.tell('stored', message.nonce); break;
      case 'later': this.again(); break;
      case 'state':
        this.tell('state', message.up ? 'here' : 'alone');
        if (message.up) this.flush();
        break;
      case 'refused':
        if (message.code === 'slow-down' && this.outbox.has(message.nonce)) return this.again();
        this.outbox.delete(message.nonce);
        this.tell('refused', message);
        break;
      default: this.tell(message.type, message);
    }
  }

  show(entry) {
    if (this.seen.has(entry.id)) return;
    this.seen.add(entry.id);
    if (this.seen.size > 1000) this.seen.delete(this.seen.values().next().value);
    if (this.last === undefined || later(entry.id, this.last)) this.last = entry.id;
    this.outbox.delete(entry.nonce);
    this.tell('said', entry);
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    clearTimeout(this.flushing);
    globalThis.removeEventListener?.('online', this.now);
    this.ws.close();
  }
}

/** Whether the id `ms-number` is greater than another. */
export function later(a, b) {
  const [aTime, aNumber] = a.split('-'), [bTime, bNumber] = b.split('-');
  return (aTime - bTime || aNumber - bNumber) > 0;
}
