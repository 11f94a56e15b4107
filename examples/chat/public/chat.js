// SPDX-License-Identifier: MIT
// The page. What people write becomes text nodes, never markup.
import { Connection, later, token } from './connection.js';

const $ = (id) => document.getElementById(id);
const log = $('log');
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const KEEP = 500; // lines on the page
let connection = null, typists = new Map(), lastTyped = 0;

const key = sessionStorage.getItem('key') ?? token();
sessionStorage.setItem('key', key);
$('nick').value = sessionStorage.getItem('nick') ?? '';
if (location.hash.length > 1) $('room').value = decodeURIComponent(location.hash.slice(1));

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const atBottom = () => log.scrollHeight - log.scrollTop - log.clientHeight < 60;

/** Puts a line where its id belongs; usually at the end. */
function place(line) {
  const follow = atBottom();
  let next = null;
  if (line.dataset.id) {
    for (let other = log.lastElementChild; other; other = other.previousElementSibling) {
      if (other.dataset.id && !later(other.dataset.id, line.dataset.id)) break;
      next = other;
    }
  }
  log.insertBefore(line, next);
  for (const each of [line, line.nextElementSibling]) {
    const before = each?.previousElementSibling;
    each?.classList.toggle('next', Boolean(each.dataset.nick && before?.dataset.nick === each.dataset.nick));
  }
  while (log.childElementCount > KEEP) log.firstElementChild.remove();
  if (follow) log.scrollTop = log.scrollHeight;
}

function show({ id, nick, text, at, nonce }) {
  log.querySelector(`[data-nonce="${CSS.escape(nonce)}"]:not([data-id])`)?.remove();
  const line = element('li', nick === connection.who.nick ? 'own' : '');
  const head = element('div', 'head'), when = element('time', '', time.format(at));
  when.dateTime = new Date(at).toISOString();
  head.append(element('span', 'nick', nick), when);
  line.append(head, element('div', 'text', text));
  Object.assign(line.dataset, { nonce, nick });
  if (id) line.dataset.id = id;
  else line.classList.add('waiting');
  place(line);
  typists.delete(nick);
  showTyping();
}

const note = (text) => place(element('li', 'note', text));

function showTyping() {
  const now = Date.now();
  for (const [nick, at] of typists) if (now - at > 4000) typists.delete(nick);
  const names = [...typists.keys()];
  $('typing').textContent = names.length === 0 ? '' : names.length > 3 ? 'Several people are typing …' :
    `${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} typing …`;
}
setInterval(showTyping, 1000);

const states = {
  here: ['connected', 'good'],
  alone: ['messages wait: the server is cut off', 'bad'],
  lost: ['connecting …', 'bad'],
};

function enter(nick, room) {
  connection = new Connection(`${location.origin.replace(/^http/, 'ws')}/ws`, { nick, room, key });
  const on = (type, listener) => connection.addEventListener(type, ({ detail }) => listener(detail));
  on('state', (state) => {
    [$('state').textContent, $('state').className] = states[state];
    if (state === 'lost') return;
    sessionStorage.setItem('nick', nick);
    history.replaceState(null, '', `#${encodeURIComponent(room)}`);
    $('where').textContent = `${room}, as ${nick}`;
    if (!$('talk').hidden) return;
    $('door').hidden = true;
    $('talk').hidden = $('leave').hidden = false;
    $('text').focus();
  });
  on('said', show);
  on('gap', () => note('Some messages in between are gone.'));
  on('typing', ({ nick: who }) => {
    if (who !== nick) typists.set(who, Date.now());
    showTyping();
  });
  on('here', ({ names, count }) => {
    $('count').textContent = count;
    $('here').replaceChildren(...names.map((name) => element('li', '', name)));
    if (count > names.length) $('here').append(element('li', 'soft', `and ${count - names.length} more`));
  });
  on('refused', ({ text, code, nonce }) => {
    if ($('talk').hidden || code === 'nick-taken') return leave(text);
    const line = nonce && log.querySelector(`[data-nonce="${CSS.escape(nonce)}"]`);
    if (line) line.classList.add('failed');
    note(text);
  });
}

function leave(problem = '') {
  connection?.end();
  connection = null;
  typists = new Map();
  log.replaceChildren();
  $('door').hidden = false;
  $('talk').hidden = $('leave').hidden = true;
  $('where').textContent = $('state').textContent = '';
  $('problem').textContent = problem;
  $('nick').focus();
}

$('join').addEventListener('submit', (event) => {
  event.preventDefault();
  $('problem').textContent = '';
  connection?.end();
  enter($('nick').value.trim(), $('room').value.trim());
});
$('leave').addEventListener('click', () => leave());
$('say').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = $('text').value.trim();
  if (text === '' || connection === null) return;
  $('text').value = '';
  const nonce = connection.say(text);
  if (log.querySelector(`[data-nonce="${nonce}"]`) === null) show({ nick: connection.who.nick, text, at: Date.now(), nonce });
  log.scrollTop = log.scrollHeight;
  $('text').focus();
});
$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('say').requestSubmit();
  } else if (event.key.length === 1 && Date.now() - lastTyped > 2000) {
    lastTyped = Date.now();
    connection?.typing();
  }
});
