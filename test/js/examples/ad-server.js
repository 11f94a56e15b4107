// SPDX-License-Identifier: MIT
// examples/ad-server: targeting, weights, budgets, caps, clicks; signatures that are not ours.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { folder, main, start } = require('./fixtures/program.js');
const { catalog, choose } = require('../../../examples/ad-server/ads.js');

const dir = folder('ads'), file = path.join(dir, 'ads.json');
const url = 'https://example.com/';
fs.writeFileSync(file, JSON.stringify([
  { id: 'many', url: `${url}many`, placements: ['a'], weight: 3, budget: 50 },
  { id: 'few', url, placements: ['a'], budget: 25, weight: 1 },
  { id: 'capped', url, placements: ['b'], cap: { count: 2, hours: 1 } },
  { id: 'german', url, placements: ['c'], countries: ['de'] },
  { id: 'books', url, placements: ['c'], tags: ['reading'] },
  { id: 'over', url, placements: ['d'], until: '2020-01-01' },
]));

function weights() {
  const ads = catalog([{ id: 'x', url, placements: ['p'], weight: 9 }, { id: 'y', url, placements: ['p'], weight: 1 }]).get('p');
  const request = { now: 1, caps: new Map(), shown: () => 0, tags: [] };
  let y = 0;
  for (let i = 0; i < 1000; i++) if (choose(ads, request, () => i / 1000).id === 'y') y++;
  assert.strictEqual(y, 100);
  assert.strictEqual(choose([], request), null);
  for (const wrong of [{ id: 'A b' }, { url: 'javascript:alert(1)' }, { weight: 0 }, { budget: -1 }, { cap: { count: 0, hours: 1 } }]) {
    assert.throws(() => catalog([{ id: 'x', url, placements: ['p'], ...wrong }]), /^Error: ads: /);
  }
}

main(async () => {
  weights();
  const env = { ADS: file, DATA: path.join(dir, 'data') };
  let server = await start(['ad-server/server.js'], { env });
  const ad = async (query, headers) => {
    const res = await fetch(`${server.url}/ad?${query}`, { headers });
    return res.status === 204 ? null : { ...await res.json(), cookie: res.headers.get('set-cookie')?.split(';')[0] };
  };
  const counts = async () => Object.fromEntries((await (await fetch(`${server.url}/status`)).json()).ads.map(({ id, impressions, clicks }) => [id, [impressions, clicks]]));

  for (const [query, expected] of [['placement=c', undefined], ['placement=c&country=fr', undefined], ['placement=c&country=de', 'german'],
    ['placement=c&tags=sport,reading', 'books'], ['placement=d', undefined], ['placement=%00', undefined], ['', undefined], ['placement=constructor', undefined]]) {
    assert.strictEqual((await ad(query))?.ad, expected, query);
  }
  const seen = [];
  while (seen.length < 100) { // budgets are kept to the unit by one process
    const found = await ad('placement=a');
    if (found === null) break;
    seen.push(found);
  }
  assert.strictEqual(seen.length, 75);
  assert.strictEqual(new Set(seen.map(({ impression }) => impression)).size, 75);

  const first = await ad('placement=b'), second = await ad('placement=b', { cookie: `a=1; ${first.cookie}; b=2` });
  assert.strictEqual(second.ad, 'capped');
  assert.strictEqual(await ad('placement=b', { cookie: second.cookie }), null);
  assert.strictEqual((await ad('placement=b', { cookie: second.cookie.replace('~2~', '~0~') })).ad, 'capped'); // forged: as if it were not there
  assert.strictEqual((await ad('placement=b', { cookie: 'seen=!' })).ad, 'capped');

  const click = (where) => fetch(server.url + where, { redirect: 'manual' });
  const clicked = seen.find(({ ad: id }) => id === 'many');
  for (let i = 0; i < 3; i++) { // counted once
    const res = await click(clicked.click);
    assert.deepStrictEqual([res.status, res.headers.get('location')], [302, `${url}many`]);
  }
  assert.strictEqual((await click(clicked.click.replace('ad=many', 'ad=few'))).status, 404);
  assert.strictEqual((await click('/click')).status, 404);
  const expected = { many: [50, 1], few: [25, 0], capped: [4, 0], german: [1, 0], books: [1, 0], over: [0, 0] };
  assert.deepStrictEqual(await counts(), expected);
  for (let i = 0; i < 3; i++) { // counted from logs, then from the sum of logs; a click stays one click
    assert.strictEqual(await server.stop(), 0);
    server = await start(['ad-server/server.js'], { env });
    assert.deepStrictEqual(await counts(), expected);
    if (i === 0) await click(clicked.click);
  }
  assert.ok(fs.existsSync(path.join(dir, 'data/counts.json')));
  const logs = fs.readdirSync(path.join(dir, 'data')).filter((name) => name.endsWith('.log'));
  assert.ok(logs.length <= 2, `${logs}`);
  await server.stop();
});
