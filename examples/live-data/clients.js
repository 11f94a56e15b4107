// SPDX-License-Identifier: MIT
// Those who listen (server-sent events). An event is made once for all. One who does not take what was sent gets nothing
// more until it has; then all that it has missed as one event. One who takes nothing for a long time has to go.
'use strict';

const REPLAY = 240;             // bins that are sent one by one to a client that comes back
const PATIENCE = 30_000;        // ms that a client may take nothing
const MAX_CLIENTS = 1000;

class Clients {
  /** @param {Store} store @param {{ patience?: number }} [options] */
  constructor(store, { patience = PATIENCE } = {}) {
    Object.assign(this, { store, patience, coalesced: 0, dropped: 0 });
    this.all = new Set();
  }

  event(from, to) {
    const body = JSON.stringify({ bin: to, bins: to - from + 1, span: this.store.spans[0], sensors: this.store.merged(from, to) });
    return `id: ${to}\ndata: ${body}\n\n`;
  }

  /**
   * @param {import('node:http').ServerResponse} res its head has been sent
   * @param {number} last the last event that it has had, NaN: none @param {number} bin the last one that is complete
   */
  add(res, last, bin) {
    if (this.all.size >= MAX_CLIENTS) return false;
    const client = { res, last: bin, since: 0 };
    let text = 'retry: 1000\n\n';
    if (last <= bin && bin - last <= REPLAY) for (let n = last + 1; n <= bin; n++) text += this.event(n, n);
    else text += `event: reset\nid: ${bin}\ndata: {}\n\n`; // whoever comes first, or after a long time, reads the history
    this.all.add(client);
    res.on('close', () => this.all.delete(client));
    res.on('drain', () => this.drained(client));
    this.write(client, text, bin);
    return true;
  }

  write(client, text, bin) {
    client.last = bin;
    if (!client.res.write(text)) client.since = performance.now();
  }

  drained(client) {
    client.since = 0;
    const { bin } = this;
    if (bin === undefined || client.last >= bin) return;
    this.coalesced++;
    this.write(client, this.event(client.last + 1, bin), bin);
  }

  /** A bin is complete. */
  tell(bin) {
    this.bin = bin;
    if (this.all.size === 0) return;
    const text = this.event(bin, bin), now = performance.now();
    for (const client of this.all) {
      if (client.since === 0 && client.last === bin - 1) this.write(client, text, bin);
      else if (client.since === 0) this.write(client, this.event(client.last + 1, bin), bin); // the clock has jumped
      else if (now - client.since > this.patience) this.drop(client);
    }
  }

  drop(client) {
    this.dropped++;
    this.all.delete(client);
    client.res.destroy();
  }

  close() { for (const { res } of this.all) res.end(); }
}

module.exports = { Clients };
