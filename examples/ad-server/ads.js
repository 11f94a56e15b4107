// SPDX-License-Identifier: MIT
// Which ad: those that fit the request, have budget left and were not shown to this visitor too often; among them by
// weight. How often is in a signed cookie: no visitor is stored, nor told from another.
'use strict';

const { createHmac } = require('node:crypto');

const MAX_CAPS = 20;            // ads that the cookie remembers
const ID = /^[a-z0-9-]{1,32}$/;

/** @param {object[]} ads as in ads.json @returns {Map<string, object[]>} placement -> ads */
function catalog(ads) {
  const placements = new Map(), ids = new Set();
  for (const ad of ads) {
    const { id, url, placements: places, weight = 1, budget = Infinity, cap } = ad;
    if (!ID.test(id) || ids.has(id)) throw new Error(`ads: bad or double id ${id}`);
    if (!/^https?:$/.test(URL.parse(url)?.protocol)) throw new Error(`ads: ${id} leads nowhere`);
    if (!(weight > 0) || !(budget >= 0) || (cap && !(cap.count > 0 && cap.hours > 0))) throw new Error(`ads: ${id} has a bad weight, budget or cap`);
    ids.add(id);
    const entry = { ...ad, weight, budget, from: Date.parse(ad.from ?? '1970-01-01'), until: Date.parse(ad.until ?? '9999-01-01') };
    for (const place of places) placements.set(place, [...placements.get(place) ?? [], entry]);
  }
  return placements;
}

const sign = (key, text) => createHmac('sha256', key).update(text).digest('base64url').slice(0, 16);

/** How often this visitor has seen what: ad -> { count, hour } in which counting began. */
function readCaps(key, cookie = '') {
  const caps = new Map();
  const match = /(?:^|; )seen=([\w.~-]{0,1200})!([\w-]{16})(?:;|$)/.exec(cookie);
  if (match === null || sign(key, match[1]) !== match[2]) return caps;
  for (const part of match[1].split('.')) {
    const [ad, count, hour] = part.split('~');
    caps.set(ad, { count: Number(count), hour: Number(hour) });
  }
  return caps;
}

function writeCaps(key, caps) {
  while (caps.size > MAX_CAPS) caps.delete(caps.keys().next().value);
  const text = Array.from(caps, ([ad, { count, hour }]) => `${ad}~${count}~${hour}`).join('.');
  return `seen=${text}!${sign(key, text)}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax`;
}

/**
 * @param {object[]} ads of the placement
 * @param {{ now: number, country?: string, tags?: string[], caps: Map, shown: (ad: string) => number }} request
 * @returns {object | null}
 */
function choose(ads, { now, country, tags, caps, shown }, random = Math.random) {
  const fitting = [];
  const hour = Math.floor(now / 3600_000);
  let weights = 0;
  for (const ad of ads) {
    if (now < ad.from || now >= ad.until || shown(ad.id) >= ad.budget) continue;
    if (ad.countries && !ad.countries.includes(country)) continue;
    if (ad.tags && !ad.tags.some((tag) => tags.includes(tag))) continue;
    if (ad.cap) {
      const seen = caps.get(ad.id);
      if (seen && hour - seen.hour < ad.cap.hours && seen.count >= ad.cap.count) continue;
    }
    fitting.push(ad);
    weights += ad.weight;
  }
  let at = random() * weights;
  for (const ad of fitting) if ((at -= ad.weight) < 0) return ad;
  return fitting.at(-1) ?? null;
}

/** Notes in `caps` that an ad was shown. @returns {boolean} whether there is something to note */
function saw(ad, caps, now) {
  if (!ad.cap) return false;
  const hour = Math.floor(now / 3600_000), seen = caps.get(ad.id);
  caps.delete(ad.id); // to the end: what was seen last is forgotten last
  caps.set(ad.id, seen && hour - seen.hour < ad.cap.hours ? { count: seen.count + 1, hour: seen.hour } : { count: 1, hour });
  return true;
}

module.exports = { catalog, choose, readCaps, saw, sign, writeCaps };
