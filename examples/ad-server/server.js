// SPDX-License-Identifier: MIT
// An ad server: GET /ad picks an ad and counts it, GET /click counts and leads on. See README.md beside this file.
'use strict';

const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { createHistogram, monitorEventLoopDelay } = require('node:perf_hooks');
const { sendJSON, sendPage, serve } = require('../common/page.js');
const { catalog, choose, readCaps, saw, sign, writeCaps } = require('./ads.js');
const { Ledger, WINDOW } = require('./ledger.js');

const ads = JSON.parse(fs.readFileSync(process.env.ADS ?? path.join(__dirname, 'ads.json'), 'utf8'));
const placements = catalog(ads);
const byId = new Map(ads.map((ad) => [ad.id, ad]));
const folder = process.env.DATA ?? path.join(os.tmpdir(), 'eddy-ads');
const ledger = new Ledger(folder);
const shown = (id) => ledger.counts(id)[0];

/** The key of signatures: the same for all workers and after a restart. */
function secret() {
  if (process.env.SECRET) return process.env.SECRET;
  const file = path.join(folder, 'secret');
  try {
    fs.writeFileSync(`${file}.${process.pid}`, randomBytes(32).toString('hex'), { mode: 0o600 });
    fs.linkSync(`${file}.${process.pid}`, file); // whole or not at all, and the first one counts
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  fs.rmSync(`${file}.${process.pid}`, { force: true });
  return fs.readFileSync(file, 'utf8');
}
const key = secret();

// What is loaded or compiled when it is first used is used now: the first visitor does not wait for it.
for (let i = 0; i < 200; i++) {
  const caps = readCaps(key, writeCaps(key, new Map([['none', { count: 1, hour: i }]])));
  for (const all of placements.values()) choose(all, { now: Date.now(), caps, shown, tags: [] });
}

const times = createHistogram(); // nanoseconds from request to answer
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

function ad(req, res, query) {
  const now = Date.now();
  const caps = readCaps(key, req.headers.cookie);
  const found = ledger.writable ? choose(placements.get(query.get('placement')) ?? [], {
    now, caps, shown, country: query.get('country') ?? undefined, tags: query.get('tags')?.split(',', 50) ?? [],
  }) : null;
  if (found === null) return res.writeHead(204, { 'Cache-Control': 'no-store' }).end();
  const impression = ledger.impression(found.id);
  const { id, title, text } = found;
  const click = `/click?ad=${id}&impression=${impression}&sign=${sign(key, `${id} ${impression}`)}`;
  if (saw(found, caps, now)) res.setHeader('Set-Cookie', writeCaps(key, caps));
  sendJSON(res, { ad: id, title, text, impression, click });
}

function click(req, res, query) {
  const id = query.get('ad'), impression = query.get('impression');
  if (!byId.has(id) || query.get('sign') !== sign(key, `${id} ${impression}`)) return sendJSON(res, { error: 'no such ad' }, 404);
  ledger.click(id, impression);
  res.writeHead(302, { 'Location': byId.get(id).url, 'Cache-Control': 'no-store' }).end();
}

function status() {
  const micro = (n) => Math.round(n / 1000);
  return {
    pid: process.pid, uptime: process.uptime(), window: WINDOW, failed: ledger.failed,
    time: { count: times.count, p50: micro(times.percentile(50)), p99: micro(times.percentile(99)), p999: micro(times.percentile(99.9)) },
    loopDelay: micro(delay.percentile(99)), placements: [...placements.keys()],
    ads: ads.map(({ id, title, budget }) => ({ id, title, budget, impressions: shown(id), clicks: ledger.counts(id)[1] })),
  };
}

function handle(req, res) {
  const mark = req.url.indexOf('?');
  const route = mark < 0 ? req.url : req.url.slice(0, mark), query = new URLSearchParams(mark < 0 ? '' : req.url.slice(mark));
  if (req.method === 'GET' && route === '/ad') {
    const start = process.hrtime.bigint();
    ad(req, res, query);
    times.record(process.hrtime.bigint() - start + 1n);
    return;
  }
  if (req.method === 'GET' && route === '/click') return click(req, res, query);
  if (route === '/status') return sendJSON(res, status());
  return sendPage(req, res, path.join(__dirname, 'public'));
}

const every = Number(process.env.COMPACT_EVERY ?? 60_000); // ms; 0: never
const compact = () => ledger.compact().catch(console.error);
const compacting = every > 0 ? setInterval(compact, every) : undefined;
if (every > 0) compact();
const server = serve(async (req, res) => handle(req, res), { stop: () => { clearInterval(compacting); delay.disable(); } });
server.on('close', () => ledger.close()); // requests that were under way have been counted
