// SPDX-License-Identifier: MIT
// The page: files that are dropped or chosen, a line for each, three at a time.
import { Transfer } from './transfer.js';

const $ = (id) => document.getElementById(id);
const AT_ONCE = 3;
const lines = new Map(); // Transfer -> its line
const locale = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

function bytes(n) {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (n >= 1000 && unit < units.length - 1) { n /= 1000; unit++; }
  return `${locale.format(n)} ${units[unit]}`;
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function button(text, label, action) {
  const made = element('button', 'quiet', text);
  made.type = 'button';
  made.setAttribute('aria-label', label);
  made.addEventListener('click', action);
  return made;
}

function add(file) {
  for (const { key, state } of lines.keys()) if (key === new Transfer(file).key && state !== 'failed') return;
  const transfer = new Transfer(file), line = element('li'), about = element('span', 'about'), bar = element('progress');
  bar.max = Math.max(file.size, 1);
  bar.setAttribute('aria-label', `Progress of ${file.name}`);
  const toggle = button('Pause', `Pause ${file.name}`, () => {
    if (transfer.state === 'running' || transfer.state === 'waiting') transfer.pause();
    else transfer.change('waiting');
    work();
  });
  const cancel = button('Cancel', `Cancel ${file.name}`, async () => {
    lines.delete(transfer);
    line.remove();
    await transfer.cancel();
    work();
  });
  const actions = element('span', 'actions');
  actions.append(toggle, cancel);
  line.append(element('span', 'name', file.name), about, actions, bar);
  let mark = { at: performance.now(), sent: 0, rate: 0 };
  const show = () => {
    const { state, sent, text } = transfer, now = performance.now();
    if (now - mark.at > 500) mark = { at: now, sent, rate: state === 'running' && mark.sent > 0 ? (sent - mark.sent) * 1000 / (now - mark.at) : 0 };
    const rate = mark.rate > 0 && state === 'running' ? `, ${bytes(mark.rate)}/s` : '';
    about.textContent = `${bytes(sent)} of ${bytes(file.size)}${rate}${state === 'running' ? '' : `, ${state}`}${text && `: ${text}`}`;
    about.classList.toggle('bad', state === 'failed');
    bar.value = sent;
    const going = state === 'running' || state === 'waiting';
    toggle.textContent = going ? 'Pause' : 'Go on';
    toggle.setAttribute('aria-label', `${toggle.textContent}: ${file.name}`);
  };
  transfer.addEventListener('change', show);
  show();
  lines.set(transfer, line);
  $('list').append(line);
}

/** Starts what waits, as long as there is place. */
function work() {
  $('under-way').hidden = lines.size === 0;
  let running = [...lines.keys()].filter(({ state }) => state === 'running').length;
  for (const transfer of lines.keys()) {
    if (running >= AT_ONCE) break;
    if (transfer.state !== 'waiting') continue;
    running++;
    transfer.run().then((stored) => {
      if (stored) {
        lines.get(transfer)?.remove();
        lines.delete(transfer);
        $('news').textContent = `${stored.name} is stored.`;
        refresh();
      } else if (transfer.state === 'failed') {
        $('news').textContent = `${transfer.file.name}: ${transfer.text}`;
      }
      work();
    });
  }
}

async function refresh() {
  const files = await (await fetch('api/files')).json();
  $('none').hidden = files.length > 0;
  $('stored').replaceChildren(...files.map(({ name, size, sha256, at }) => {
    const line = element('li'), link = element('a', 'name', name), actions = element('span', 'actions');
    link.href = `files/${encodeURIComponent(name)}`;
    actions.append(button('Delete', `Delete ${name}`, async () => {
      await fetch(`api/files/${encodeURIComponent(name)}`, { method: 'DELETE' });
      refresh();
    }));
    line.append(link, element('span', 'about', `${bytes(size)}, ${new Date(at).toLocaleString()}`), actions, element('span', 'sum', `sha256 ${sha256}`));
    return line;
  }));
}

function take(files) {
  for (const file of files) add(file);
  work();
}

const drop = $('drop');
$('files').addEventListener('change', ({ target }) => {
  take(target.files);
  target.value = '';
});
for (const type of ['dragenter', 'dragover']) {
  addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
}
addEventListener('dragleave', (event) => { if (event.relatedTarget === null) drop.classList.remove('over'); });
addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  // A folder has no bytes of its own.
  take([...event.dataTransfer.items].filter((item) => item.webkitGetAsEntry?.()?.isDirectory !== true).map((item) => item.getAsFile()).filter(Boolean));
});
addEventListener('online', work);
addEventListener('beforeunload', (event) => { if ([...lines.keys()].some(({ state }) => state === 'running')) event.preventDefault(); });
refresh();
