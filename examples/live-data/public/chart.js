// SPDX-License-Identifier: MIT
// Charts drawn by hand: a line in a card (canvas), and a large one with axes and a cursor (SVG).
// A bin is [least, greatest, mean, count], or null.

const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const NS = 'http://www.w3.org/2000/svg';

/** @param {HTMLCanvasElement} canvas @param {number[]} values NaN: nothing */
export function spark(canvas, values, color) {
  const ratio = Math.min(2, devicePixelRatio), width = canvas.clientWidth * ratio, height = canvas.clientHeight * ratio;
  if (width === 0) return;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const c = canvas.getContext('2d');
  c.clearRect(0, 0, width, height);
  let least = Infinity, greatest = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const range = greatest - least || 1, margin = 2 * ratio;
  c.strokeStyle = color;
  c.lineWidth = 1.5 * ratio;
  c.lineJoin = 'round';
  c.beginPath();
  let pen = false;
  values.forEach((value, i) => {
    if (Number.isNaN(value)) {
      pen = false;
      return;
    }
    const x = i / (values.length - 1) * width, y = height - margin - (value - least) / range * (height - 2 * margin);
    if (pen) c.lineTo(x, y);
    else c.moveTo(x, y);
    pen = true;
  });
  c.stroke();
}

/** Round numbers between two. */
function ticks(least, greatest, wanted) {
  const rough = (greatest - least) / wanted, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough), list = [];
  for (let n = Math.ceil(least / step) * step; n <= greatest + step / 1e6; n += step) list.push(n);
  return list;
}

function element(name, attributes, text) {
  const made = document.createElementNS(NS, name);
  for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
  if (text !== undefined) made.textContent = text;
  return made;
}

export class Chart {
  /** @param {HTMLElement} host @param {(text: string) => void} tell what lies under the cursor */
  constructor(host, tell) {
    Object.assign(this, { host, tell, bins: [], span: 1, end: 0, unit: '', cursor: null });
    host.addEventListener('pointermove', ({ clientX }) => {
      const { left, width } = host.getBoundingClientRect();
      this.point(Math.round((clientX - left - this.left) / (width - this.left - 12) * (this.bins.length - 1)));
    });
    host.addEventListener('pointerleave', () => this.point(null));
    host.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20, Home: -1e9, End: 1e9 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      this.point((this.cursor ?? this.bins.length - 1) + step);
    });
    host.addEventListener('blur', () => this.point(null));
    new ResizeObserver(() => this.draw()).observe(host);
    this.left = 56;
  }

  point(at) {
    this.cursor = at === null ? null : Math.min(this.bins.length - 1, Math.max(0, at));
    this.draw();
    if (this.cursor === null) return this.tell('');
    const bin = this.bins[this.cursor], when = this.clock(this.end - (this.bins.length - this.cursor) * this.span, true);
    this.tell(bin ? `${when}: ${number.format(bin[2])} ${this.unit} (${number.format(bin[0])} to ${number.format(bin[1])}, ${bin[3]} readings)` : `${when}: nothing`);
  }

  clock(time, exact) {
    return new Date(time).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: exact || this.span < 2000 ? '2-digit' : undefined });
  }

  set({ bins, span, end, unit }) {
    Object.assign(this, { bins, span, end, unit });
    if (this.cursor !== null) this.point(this.cursor);
    else this.draw();
  }

  draw() {
    const { host, bins, left } = this, width = host.clientWidth, height = host.clientHeight;
    if (width === 0) return;
    const svg = element('svg', { viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' });
    const full = bins.filter(Boolean), right = width - 12, top = 14, bottom = height - 28;
    if (full.length > 0) {
      let least = Math.min(...full.map((bin) => bin[0])), greatest = Math.max(...full.map((bin) => bin[1]));
      const room = (greatest - least) * 0.06 || Math.abs(greatest) * 0.01 || 1;
      least -= room;
      greatest += room;
      const x = (i) => left + i / Math.max(1, bins.length - 1) * (right - left), y = (value) => bottom - (value - least) / (greatest - least) * (bottom - top);
      for (const value of ticks(least, greatest, height < 250 ? 3 : 5)) {
        svg.append(element('line', { class: 'rule', x1: left, x2: right, y1: y(value), y2: y(value) }),
          element('text', { x: left - 8, y: y(value) + 4, 'text-anchor': 'end' }, number.format(value)));
      }
      const labels = Math.max(2, Math.floor((right - left) / 190));
      for (let n = 0; n <= labels; n++) {
        const at = Math.round(n / labels * (bins.length - 1));
        svg.append(element('text', { x: x(at), y: height - 9, 'text-anchor': n === 0 ? 'start' : n === labels ? 'end' : 'middle' }, this.clock(this.end - (bins.length - at) * this.span)));
      }
      svg.append(...this.lines(x, y));
      if (this.cursor !== null) {
        svg.append(element('line', { class: 'cursor', x1: x(this.cursor), x2: x(this.cursor), y1: top, y2: bottom }));
        if (bins[this.cursor]) svg.append(element('circle', { cx: x(this.cursor), cy: y(bins[this.cursor][2]), r: 5 }));
      }
    }
    host.replaceChildren(svg);
  }

  /** A band from least to greatest and the mean, for each run of bins without a hole. */
  lines(x, y) {
    const { bins } = this, made = [];
    for (let i = 0; i < bins.length; i++) {
      if (!bins[i]) continue;
      const from = i;
      while (i + 1 < bins.length && bins[i + 1]) i++;
      const run = bins.slice(from, i + 1), at = (k, value) => `${x(from + k).toFixed(1)},${y(value).toFixed(1)}`;
      const up = run.map((bin, k) => at(k, bin[1])), down = run.map((bin, k) => at(k, bin[0])).reverse();
      made.push(element('polygon', { class: 'band', points: [...up, ...down].join(' ') }), element('polyline', { class: 'mean', points: run.map((bin, k) => at(k, bin[2])).join(' ') }));
    }
    return made;
  }
}
