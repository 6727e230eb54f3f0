// Shortens the trip. Every form works without this file.
'use strict';

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

const sheet = one('[data-session]');

// ---- Taps. One goes out at a time, in the order they were made. Nothing is forgotten until the server has it.

// What waits outlives a reload of the page, and nothing else: signing out clears it.
const WAITING = 'waiting';
const queue = JSON.parse(sessionStorage.getItem(WAITING) || '[]').map(entry => ({ ...entry, fields: new URLSearchParams(entry.fields) }));
function remember() { sessionStorage.setItem(WAITING, JSON.stringify(queue.map(entry => ({ ...entry, fields: entry.fields.toString() })))); }
let sending = false, asking = null;
// How long to wait before a connection that failed is tried again, in milliseconds.
const RETRY = 2000;

const cardOf = form => form.closest('.pc');

function tap(form, button) {
  const fields = new URLSearchParams(new FormData(form));
  if (button?.name) fields.append(button.name, button.value);
  const card = cardOf(form);
  // A second tap on the same card builds on the first, whatever the page shows by then.
  const follows = card && queue.some(entry => entry.card === card.id);
  queue.push({ to: form.getAttribute('action'), fields, card: card?.id, follows });
  remember();
  show(card, fields.get('outcome'));
  if (fields.get('rest')) all('.pc').filter(c => !one('[aria-pressed=true]', c)).forEach(c => show(c, 'present'));
  send();
}

// The tap shows at once, as pending: dashed until it is saved.
function show(card, outcome) {
  if (!card) return;
  card.setAttribute('aria-busy', 'true');
  if (outcome === 'back' || outcome === 'none') return;
  for (const button of all('.seg button', card)) button.setAttribute('aria-pressed', String(button.value === outcome));
}

async function send() {
  if (sending || asking) return;
  sending = true;
  while (queue.length) {
    const entry = queue[0];
    if (entry.follows && sheet?.dataset.base === entry.to.replace(/\/marks$/, '')) {
      const seen = one(`#${CSS.escape(entry.card)} [name=seen]`);
      if (seen) entry.fields.set('seen', seen.value);
    }
    let answer, html;
    try {
      answer = await fetch(entry.to, { method: 'POST', body: entry.fields, headers: { 'HX-Request': 'true' } });
      html = await answer.text();
    } catch {
      keep();
      setTimeout(send, RETRY);
      break;
    }
    if (answer.status === 401) { ask(html); break; }
    if (answer.status >= 500) { keep(); setTimeout(send, RETRY); break; }
    queue.shift();
    remember();
    const waits = entry.card && queue.some(other => other.card === entry.card);
    if (answer.ok || answer.status === 409 || answer.status === 422) await swap(html, waits ? entry.card : null);
    else location.reload();
    offline(false);
  }
  sending = false;
}

// Lays the parts of an answer over the page. A card with another tap under way keeps showing that tap; only what it stands on is taken over.
async function swap(html, waiting) {
  // What waited from another page is saved now; this page shows something else.
  if (!sheet || !window.htmx) return;
  if (waiting) {
    const parts = new DOMParser().parseFromString(html, 'text/html');
    const fresh = one(`[hx-target="#${CSS.escape(waiting)}"] [name=seen]`, parts);
    const old = one(`#${CSS.escape(waiting)} [name=seen]`);
    if (fresh && old) old.value = fresh.value;
    return;
  }
  const held = document.activeElement?.id;
  await htmx.swap({ text: html, sourceElement: document.body, target: document.body, swap: 'none' });
  // Only a focus that was lost is given back: somebody may have moved on meanwhile.
  if (held && document.activeElement === document.body) document.getElementById(held)?.focus();
  for (const card of all('.pc')) if (!queue.some(entry => entry.card === card.id)) { card.removeAttribute('aria-busy'); card.classList.remove('kept'); }
  toast();
}

function keep() {
  for (const entry of queue) {
    const card = entry.card && document.getElementById(entry.card);
    if (card) { card.classList.add('kept'); card.removeAttribute('aria-busy'); }
  }
  offline(true);
}

function offline(is) {
  const bar = one('#offline');
  if (!bar) return;
  bar.hidden = !is;
  if (is) one('span', bar).textContent = queue.length === 1 ? '1 mark is kept on this device.' : `${queue.length} marks are kept on this device.`;
}

// ---- Signing in again, or the PIN, without leaving the page: what waits is sent right after.

function ask(html) {
  asking = one('dialog.ask') || document.body.appendChild(document.createElement('dialog'));
  asking.className = 'lock ask';
  asking.setAttribute('aria-label', 'Sign in to go on');
  asking.innerHTML = html;
  if (!asking.open) asking.showModal();
  asking.oncancel = event => event.preventDefault();
  const form = one('[data-ask]', asking);
  if (form) form.onsubmit = async event => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { 'HX-Request': 'true' } }).catch(() => null);
    if (answer?.status === 204) { asking.close(); asking.innerHTML = ''; asking = null; sending = false; refresh(); send(); return; }
    const failed = one('[data-failed]', form);
    if (failed) failed.hidden = false;
    one('input', form).select();
  };
}

// ---- What was just done, with its way back: for ten seconds.

let fading;
function toast() {
  clearTimeout(fading);
  const box = one('.toast:not([hidden], [role=alert])');
  if (box && !box.matches(':hover, :focus-within')) fading = setTimeout(() => { box.hidden = true; }, 10000);
}
// Whoever reads it, or is on the way to its button, has the time they need.
for (const kind of ['pointerover', 'pointerout', 'focusin', 'focusout']) {
  document.addEventListener(kind, event => { if (event.target.closest?.('.toast')) setTimeout(toast); });
}

// ---- Others' marks. Only a session's random id is heard; the page then asks for its parts again.

let events;
function listen() {
  if (!sheet || document.hidden) { events?.close(); events = null; return; }
  if (events) return;
  events = new EventSource('/events');
  let first = true;
  events.onopen = () => { if (!first) refresh(); first = false; };
  events.addEventListener('changed', event => { if (event.data === sheet.dataset.session || event.data === 'all') refresh(); });
}

let refreshing = false, again = false;
async function refresh() {
  if (!sheet || queue.length || asking) return;
  if (refreshing) { again = true; return; }
  refreshing = true;
  try {
    const answer = await fetch(sheet.dataset.base, { headers: { 'HX-Request': 'true' } });
    const html = await answer.text();
    // A conflict that waits for an answer is not taken away.
    if (answer.ok && !queue.length && !one('.conflict')) await swap(html);
  } catch { /* the stream says when the connection is back */ }
  refreshing = false;
  if (again) { again = false; refresh(); }
}

document.addEventListener('visibilitychange', () => { listen(); if (!document.hidden) refresh(); });
addEventListener('online', () => { send(); refresh(); });

// ---- Forms and keys

document.addEventListener('submit', event => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.matches('[data-tap]') && window.htmx) { event.preventDefault(); tap(form, event.submitter); return; }
  // A form that is sent twice in one breath is sent once.
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = 'yes';
  // What is answered within a third of a second needs no word about it.
  const button = event.submitter;
  if (button) setTimeout(() => { if (form.dataset.sent) button.setAttribute('aria-busy', 'true'); }, 300);
});
addEventListener('pageshow', () => all('form[data-sent]').forEach(form => { delete form.dataset.sent; all('[aria-busy]', form).forEach(button => button.removeAttribute('aria-busy')); }));

const KEYS = { p: '.seg .p', l: '.seg .l', a: '.seg .a' };
document.addEventListener('keydown', event => {
  if (!single(event)) return;
  const key = event.key.toLowerCase();
  if (key === 'u') { (one('#undo') || one('.toast:not([role=alert]) button'))?.click(); return; }
  const card = event.target.closest?.('.pc'), button = card && KEYS[key] && one(KEYS[key], card);
  if (!button) return;
  event.preventDefault();
  button.click();
  const next = card.nextElementSibling && one('.seg button', card.nextElementSibling);
  (next || one('#rest') || one('#close'))?.focus();
});

// ---- The hidden screen, on a device that others use too

const rest = +(document.body.dataset.hides || 0);
let idle;
async function hide() {
  const answer = await fetch('/lock', { method: 'POST', headers: { 'HX-Request': 'true' } }).catch(() => null);
  // Whatever the server says: nobody reads on.
  const asks = answer && await fetch(location.pathname, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (asks?.status === 401) ask(await asks.text()); else ask('<h1>The screen is hidden</h1><p>There is no connection. Load the page again to go on.</p>');
}
function awake() { clearTimeout(idle); if (rest && !asking) idle = setTimeout(hide, rest * 1000); }
if (rest) for (const kind of ['pointerdown', 'keydown', 'scroll']) addEventListener(kind, awake, { passive: true });
awake();

listen();
toast();
send();
