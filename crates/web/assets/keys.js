// Finding, keys, and requests that failed. The links and forms of every page do the same without this file.
'use strict';

// ---- Find. What is sought may be a name: it goes out in a form, and is forgotten when the dialog closes.

const pal = one('#pal'), seek = one('#pal-words');
// How long somebody pauses before what they wrote is looked for, in milliseconds.
const PAUSE = 120;
let pause, asked = 0;

function find(words = '') {
  if (!pal || asking || pal.open) return;
  seek.value = words;
  pal.showModal();
  seek.focus();
  look();
}

async function look() {
  const mine = ++asked, words = new URLSearchParams({ words: seek.value });
  let html = null;
  const answer = await fetch('/find', { method: 'POST', body: words, headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (answer) html = await answer.text();
  // A later word was faster, or the dialog is closed.
  if (mine !== asked || !pal.open) return;
  if (answer?.status === 401) { pal.close(); ask(html); return; }
  const list = one('#found', pal);
  if (answer?.ok) list.outerHTML = html;
  else list.innerHTML = `<p class="none">${answer ? 'That failed on our side.' : 'There is no connection.'} Write on to try again.</p>`;
  one('[role=status]', pal).textContent = one('#found', pal).dataset.said || '';
  choose(options()[0]);
}

const options = () => all('[role=option]:not([aria-disabled])', pal);
const chosen = () => one('[aria-selected=true]', pal);

function choose(option) {
  chosen()?.setAttribute('aria-selected', 'false');
  seek.setAttribute('aria-expanded', String(!!option));
  if (!option) { seek.removeAttribute('aria-activedescendant'); return; }
  option.setAttribute('aria-selected', 'true');
  option.scrollIntoView({ block: 'nearest' });
  seek.setAttribute('aria-activedescendant', option.id);
}

if (pal) {
  seek.addEventListener('input', () => { clearTimeout(pause); pause = setTimeout(look, PAUSE); });
  seek.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || !step) return;
    event.preventDefault();
    const list = options(), at = list.indexOf(chosen());
    choose(list[(at + step + list.length) % list.length]);
  });
  // Enter opens what is chosen; while the list is on its way, the form brings the page with the same.
  one('form', pal).addEventListener('submit', event => {
    if (!chosen()) return;
    event.preventDefault();
    clearTimeout(pause);
    chosen().click();
  });
  pal.addEventListener('close', () => { asked++; seek.value = ''; const list = one('#found', pal); list.innerHTML = ''; list.removeAttribute('role'); choose(); });
  // The line at the top opens the dialog when somebody writes in it or presses it, not when the focus passes by.
  const line = one('form[data-find] input');
  line.addEventListener('input', () => { const words = line.value; line.value = ''; find(words); });
  for (const way of all('[data-find]')) way.addEventListener('click', event => { event.preventDefault(); find(); });
}

// ---- Keys. Single letters can be turned off, and are nobody's while somebody writes.

const LETTERS = 'letters';
const letters = () => localStorage.getItem(LETTERS) !== 'off';
const list = one('#keys');

function keys() {
  if (!list || list.open) return;
  for (const key of all('[data-when]', list)) key.hidden = key.nextElementSibling.hidden = !one(key.dataset.when);
  one('#letters').checked = letters();
  list.showModal();
}
if (list) {
  const button = one('[data-keys]');
  button.hidden = false;
  button.addEventListener('click', keys);
  one('#letters').addEventListener('change', event => {
    if (event.target.checked) localStorage.removeItem(LETTERS); else localStorage.setItem(LETTERS, 'off');
  });
}
for (const button of all('[data-close]')) button.addEventListener('click', () => button.closest('dialog').close());
// A press beside a dialog closes it.
for (const dialog of [pal, list]) dialog?.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });

function row(step) {
  const rows = all('[data-row], .group').filter(each => each.offsetParent), here = document.activeElement?.closest('[data-row], .group');
  const next = rows[here ? rows.indexOf(here) + step : 0];
  (next?.matches('a, button') ? next : one('a, button, [tabindex]', next || document.createElement('i')))?.focus();
}

// When `g` was pressed; long ago on a page that is young.
let after = -Infinity;
const DOES = {
  '?': keys,
  '/': () => { const filter = one('[data-filter]'); if (filter) { filter.focus(); filter.select(); } else find(); },
  j: () => row(1),
  k: () => row(-1),
  g: event => { after = event.timeStamp; },
};

document.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    if (pal?.open) pal.close(); else { list?.close(); find(); }
    return;
  }
  if (!single(event)) return;
  const key = event.key.toLowerCase(), way = event.timeStamp - after < 1500 && one(`.navlink[data-key="${CSS.escape(key)}"]`);
  after = -Infinity;
  if (way) { event.preventDefault(); event.stopImmediatePropagation(); way.click(); return; }
  if (!DOES[key]) return;
  event.preventDefault();
  DOES[key](event);
}, true);

// A key alone, where it may act: not in a field, not while a dialog asks, not held down.
function single(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !event.isComposing && letters()
    && !event.target.matches?.('input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]') && !one('dialog[open]');
}

// ---- What is to be put right is read first. A request that failed can be sent again; nothing of the page is taken away.

one('#problems')?.focus();

const failed = one('#failed');
let source = null;
function fail(ctx) {
  if (!failed || !ctx?.sourceElement) return;
  source = ctx.sourceElement;
  failed.hidden = false;
}
document.addEventListener('htmx:response:error', event => {
  const ctx = event.detail.ctx;
  if (ctx.response.status < 500) return;
  ctx.swap = 'none';
  fail(ctx);
});
document.addEventListener('htmx:error', event => fail(event.detail.ctx));
document.addEventListener('htmx:before:request', () => { if (failed) failed.hidden = true; });
if (failed) one('button', failed).addEventListener('click', () => { failed.hidden = true; if (source?.requestSubmit) source.requestSubmit(); else source?.click(); });
