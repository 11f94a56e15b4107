// SPDX-License-Identifier: MIT
// The dashboard: a card for each sensor, a large chart of the chosen one. New bins come as events; the browser itself
// connects again and says which was the last.
import { Chart, spark } from './chart.js';

const $ = (id) => document.getElementById(id);
const POINTS = 120;             // of a card
const UNITS = ['°C', '%', 'm/s', 'kW'], NAMES = ['temperature', 'humidity', 'wind', 'power'];
const number = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const cards = new Map();        // sensor -> its card
const dirty = new Set();
const HINT = $('readout').textContent;
const chart = new Chart($('chart'), (text) => { $('readout').textContent = text || HINT; });
let chosen = null, level = 0, history = null, lastBin = 0, color;
let rate = { bins: 0, readings: 0 };

function colors() { color = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim(); for (const card of cards.values()) dirty.add(card); }
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', colors);
colors();

// Only cards that are on the screen are drawn.
const visible = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    target.card.visible = isIntersecting;
    if (isIntersecting) dirty.add(target.card);
  }
});

function cardOf(id, kind) {
  let card = cards.get(id);
  if (card !== undefined) return card;
  const button = document.createElement('button'), part = (tag, name) => Object.assign(document.createElement(tag), { className: name });
  button.type = 'button';
  button.className = 'card';
  button.setAttribute('aria-pressed', 'false');
  card = { id, kind, button, name: part('span', 'name'), value: part('span', 'value'), canvas: part('canvas', ''), values: new Array(POINTS).fill(NaN), bin: 0, visible: false };
  card.name.textContent = `${NAMES[kind]} ${id}`;
  card.value.textContent = '–';
  card.canvas.setAttribute('aria-hidden', 'true');
  button.append(card.name, card.value, card.canvas);
  button.card = card;
  button.addEventListener('click', () => choose(card));
  cards.set(id, card);
  const after = [...cards.values()].filter((other) => other.id > id).sort((a, b) => a.id - b.id)[0];
  $('cards').insertBefore(button, after?.button ?? null);
  visible.observe(button);
  $('none').hidden = true;
  if (chosen === null) choose(card);
  return card;
}

function push(card, bin, value) {
  if (bin <= card.bin) return;
  if (card.bin > 0) for (let missing = Math.min(POINTS, bin - card.bin - 1); missing > 0; missing--) card.values.push(NaN);
  card.values.push(value);
  if (card.values.length > POINTS) card.values.splice(0, card.values.length - POINTS);
  card.bin = bin;
  dirty.add(card);
}

/** What was before; the bins that have come as events since stay behind it. */
function fill(card, { bins, end, span }) {
  const last = end / span - 2, before = bins.slice(-POINTS - 1, -1).map((bin) => bin?.[2] ?? NaN); // the last one goes on
  const since = card.bin > last && card.bin > 0 ? card.values.slice(-Math.min(POINTS, card.bin - last)) : [];
  card.values = [...before, ...since].slice(-POINTS);
  card.bin = Math.max(last, card.bin);
  dirty.add(card);
}

async function choose(card) {
  chosen?.button.setAttribute('aria-pressed', 'false');
  chosen = card;
  card.button.setAttribute('aria-pressed', 'true');
  $('chosen').textContent = card.name.textContent;
  $('chart').setAttribute('aria-label', `${card.name.textContent} over time`);
  await load();
}

async function load() {
  const card = chosen, res = await fetch(`api/history?sensor=${card.id}&level=${level}&points=${level === 0 ? 400 : 360}`);
  if (!res.ok || card !== chosen) return;
  history = await res.json();
  show();
}

/** What was before the first reading is not shown, as long as there is little. */
function show() {
  if (history === null || chosen === null) return;
  const first = history.bins.findIndex(Boolean), from = Math.max(0, Math.min(first, history.bins.length - 60));
  chart.set({ ...history, bins: history.bins.slice(from), unit: UNITS[chosen.kind] });
}

/** The newest bin into the large chart: as the last of its merged ones, or as a new one. */
function extend([, , least, greatest, mean, count], time) {
  if (history === null) return;
  while (time >= history.end) {
    history.bins.push(null);
    history.bins.shift();
    history.end += history.span;
  }
  const at = history.bins.length - 1 - Math.floor((history.end - 1 - time) / history.span), old = history.bins[at];
  if (at >= 0) history.bins[at] = old ? [Math.min(old[0], least), Math.max(old[1], greatest), (old[2] * old[3] + mean * count) / (old[3] + count), old[3] + count] : [least, greatest, mean, count];
}

function take({ bin, bins, span, sensors }) {
  lastBin = bin;
  rate.bins += bins;
  for (const sensor of sensors) {
    const [id, kind, , , mean, count] = sensor, card = cardOf(id, kind);
    rate.readings += count;
    push(card, bin, mean);
    card.value.textContent = `${number.format(mean)} ${UNITS[kind]}`;
    if (card === chosen) extend(sensor, bin * span);
  }
  if (rate.bins * span >= 1000) {
    $('figures').textContent = `${cards.size} sensors, ${new Intl.NumberFormat().format(Math.round(rate.readings * 1000 / (rate.bins * span)))} readings a second`;
    rate = { bins: 0, readings: 0 };
    for (const card of cards.values()) card.button.classList.toggle('old', (lastBin - card.bin) * span > 5000);
  }
}

const events = new EventSource('events');
events.onopen = () => { $('state').textContent = 'connected'; $('state').className = 'good'; };
events.onerror = () => { $('state').textContent = 'connecting …'; $('state').className = 'bad'; };
events.onmessage = ({ data }) => take(JSON.parse(data));
events.addEventListener('reset', async () => { // the first time, or after a long one: what was before is read
  const kinds = await (await fetch('api/sensors')).json();
  for (const { id, unit } of kinds) cardOf(id, UNITS.indexOf(unit));
  await Promise.all(kinds.slice(0, 48).map(async ({ id }) => {
    fill(cards.get(id), await (await fetch(`api/history?sensor=${id}&points=1200`)).json());
  }));
  if (chosen) load();
});

for (const input of document.querySelectorAll('input[name=level]')) {
  input.addEventListener('change', () => {
    level = Number(input.value);
    history = null;
    if (chosen) load();
  });
}

let drawn = 0;
requestAnimationFrame(function frame(now) {
  requestAnimationFrame(frame);
  for (const card of dirty) if (card.visible) spark(card.canvas, card.values, color);
  dirty.clear();
  if (now - drawn > 250 && chart.cursor === null) {
    drawn = now;
    show();
  }
});
