// SPDX-License-Identifier: MIT
// The status page: figures once a second, and a place to try what the server picks.
const $ = (id) => document.getElementById(id);
const number = new Intl.NumberFormat(), percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 });
let before = null;

function cell(name, className, content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(content);
  return made;
}

function budget({ title, impressions, budget: all }) {
  const td = cell('td', '', '');
  if (all === undefined || all === null) {
    td.append(cell('span', 'soft', 'no end'));
    return td;
  }
  const bar = document.createElement('progress');
  bar.max = all;
  bar.value = impressions;
  bar.setAttribute('aria-label', `Budget of ${title}`);
  td.append(bar, `${percent.format(Math.min(1, impressions / all))} of ${number.format(all)}`);
  return td;
}

function row(ad) {
  const tr = document.createElement('tr'), head = cell('th', '', ad.title);
  head.scope = 'row';
  tr.append(head, cell('td', 'n', number.format(ad.impressions)), cell('td', 'n', number.format(ad.clicks)),
    cell('td', 'n', ad.impressions ? percent.format(ad.clicks / ad.impressions) : '–'), budget(ad));
  return tr;
}

async function refresh() {
  try {
    const { ads, time, failed, placements } = await (await fetch('status')).json();
    const sum = (kind) => ads.reduce((total, ad) => total + ad[kind], 0), impressions = sum('impressions'), now = performance.now();
    $('impressions').textContent = number.format(impressions);
    $('clicks').textContent = number.format(sum('clicks'));
    if (before) $('rate').textContent = number.format(Math.max(0, Math.round((impressions - before.impressions) * 1000 / (now - before.now))));
    before = { impressions, now };
    $('p50').textContent = time.count ? `${number.format(time.p50)} µs` : '–';
    $('p99').textContent = time.count ? `${number.format(time.p99)} µs` : '–';
    $('ads').replaceChildren(...ads.map(row));
    if ($('placement').childElementCount === 0) $('placement').append(...placements.map((name) => new Option(name)));
    $('state').textContent = failed ? `the log cannot be written: ${failed}` : '';
    $('state').className = failed ? 'bad' : 'soft';
  } catch {
    $('state').textContent = 'the server does not answer';
    $('state').className = 'bad';
  }
  setTimeout(refresh, 1000);
}

$('try').addEventListener('submit', async (event) => {
  event.preventDefault();
  const query = new URLSearchParams();
  for (const id of ['placement', 'country', 'tags']) if ($(id).value) query.set(id, $(id).value);
  const res = await fetch(`ad?${query}`);
  if (res.status === 204) return $('slot').replaceChildren(cell('p', 'soft', 'There is no ad for this.'));
  const { title, text, click } = await res.json();
  const link = cell('a', 'ad', cell('strong', '', title));
  link.href = click;
  link.target = '_blank';
  link.rel = 'noopener sponsored';
  link.append(text, ' ', cell('small', '', 'Ad'));
  $('slot').replaceChildren(link);
});
refresh();
