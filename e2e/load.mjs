// Two hundred people at once: node e2e/load.mjs [PEOPLE [MINUTES [CLIENTS]]], with EVENKEEL_BIN naming a release build.
// Serves a demo of 4,800 people in care on loopback. Three in ten mark: each a group of their own, a seat every three seconds or
// so; the others read, a page every four seconds or so. Says how long answers took, what failed, what memory the program held,
// and whether the last acknowledged mark of every seat is what its page shows at the end.
// A browser's scripts do not run; what a browser asks for is asked over kept connections. Forty sign-ins are shared, because
// one address may sign in only so often.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [PEOPLE = 200, MINUTES = 10, CLIENTS = 4800] = process.argv.slice(2).map(Number);
const MARKERS = Math.round(PEOPLE * 0.3);
const agent = new http.Agent({ keepAlive: true, maxSockets: PEOPLE });
const took = { reading: [], marking: [] }, failed = [];

const folder = await mkdtemp(join(tmpdir(), 'load-'));
const args = ['demo', '--clients', String(CLIENTS), '--now', '2026-10-13T18:10', '--port', '0', '--db', join(folder, 'load.db')];
const program = spawn(process.env.EVENKEEL_BIN, args, { stdio: ['ignore', 'pipe', 'ignore'] });
const base = await new Promise((found, lost) => {
  let said = '';
  program.stdout.on('data', part => { said += part; const at = /http:\/\/\S+/.exec(said); if (at) found(at[0]); });
  program.on('exit', () => lost(new Error('the program ended')));
});

/** An answer: its status, its text, how long it took. */
function ask(path, { cookie, form, partly } = {}) {
  const began = performance.now();
  const headers = { 'accept-encoding': 'identity', ...(cookie && { cookie }), ...(partly && { 'hx-request': 'true' }) };
  if (form !== undefined) Object.assign(headers, { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' });
  return new Promise(done => {
    const request = http.request(base + path, { agent, headers, method: form === undefined ? 'GET' : 'POST' }, answer => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', part => { text += part; });
      answer.on('end', () => done({ status: answer.statusCode, text, headers: answer.headers, ms: performance.now() - began }));
    });
    request.on('error', error => done({ status: 0, text: String(error), headers: {}, ms: performance.now() - began }));
    request.end(form);
  });
}

async function signIn(role) {
  const { headers } = await ask('/sign-in', { form: `role=${role}` });
  return headers['set-cookie']?.[0].split(';')[0] ?? (() => { throw new Error(`${role} could not sign in`); })();
}

const field = (part, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(part)?.[1];
/** The seats of a group's page: who, what the page has seen, what is pressed. */
const seats = text => text.split('id="p-').slice(1)
  .map(part => ({ who: field(part, 'who'), seen: field(part, 'seen'), part })).filter(seat => seat.who && seat.seen !== undefined);
const anyOf = list => list[Math.floor(Math.random() * list.length)];
const about = seconds => sleep(seconds * 1000 * (0.5 + Math.random()));

const tokens = { director: [], facilitator: [], admissions: [], front_desk: [], primary_therapist: [] };
for (const role of Object.keys(tokens)) for (let n = 0; n < (role === 'director' ? 16 : 6); n += 1) tokens[role].push(await signIn(role));

/** Whether a group has begun, so that it can be marked. */
async function hasBegun(group) {
  const [seat] = seats((await ask(group, { cookie: tokens.director[0] })).text);
  const form = seat && new URLSearchParams({ who: seat.who, seen: seat.seen, outcome: 'present' }).toString();
  return seat && (await ask(`${group}/marks`, { cookie: tokens.director[0], form, partly: true })).status === 200;
}

const groups = new Set();
for (let page = 1; groups.size < MARKERS && page < 12; page += 1) {
  const { text } = await ask(`/today?page=${page}`, { cookie: tokens.director[0] });
  for (const [, at] of text.matchAll(/href="(\/today\/\d{4}-\d\d-\d\d\/s\/[0-9a-f-]+)"/g)) {
    if (groups.size < MARKERS && !groups.has(at) && await hasBegun(at)) groups.add(at);
  }
}
const people = [...(await ask('/clients', { cookie: tokens.director[0] })).text.matchAll(/href="(\/clients\/[0-9a-f-]{36})"/g)].map(found => found[1]);
const READ = {
  director: () => anyOf(['/risk', '/today', '/schedule/2026-W42?track=evening-001', '/clients', anyOf(people), '/staff', '/reports']),
  facilitator: () => anyOf(['/today', '/schedule/2026-W42?track=evening-001']),
  primary_therapist: () => anyOf(['/today', '/clients']),
  admissions: () => anyOf(['/clients', anyOf(people), '/today']),
  front_desk: () => anyOf(['/desk', '/today']),
};

const note = (kind, path, { status, ms }) => {
  took[kind].push(ms);
  if (status < 200 || status >= 400) failed.push(`${status} ${path.replace(/[0-9a-f-]{36}/, '{id}')}`);
};
let until = Infinity;
const acknowledged = new Map();

async function reads(at) {
  const role = anyOf(Object.keys(READ)), cookie = anyOf(tokens[role]);
  await sleep(at * 20);
  while (performance.now() < until) {
    const path = READ[role]();
    note('reading', path, await ask(path, { cookie }));
    await about(4);
  }
}

async function marks(at, group) {
  const cookie = anyOf(tokens.director);
  await sleep(at * 20);
  let all = seats((await ask(group, { cookie })).text);
  while (performance.now() < until && all.length) {
    const at = Math.floor(Math.random() * all.length), seat = all[at], outcome = anyOf(['present', 'unexcused']);
    const form = new URLSearchParams({ who: seat.who, seen: seat.seen, outcome }).toString();
    const answer = await ask(`${group}/marks`, { cookie, form, partly: true });
    note('marking', '/today/{date}/s/{session}/marks', answer);
    const now = seats(answer.text).find(other => other.who === seat.who);
    if (answer.status === 200 && now) { all[at] = now; acknowledged.set(`${group} ${seat.who}`, now.seen); }
    await about(3);
  }
}

const memory = async what => Number(new RegExp(`${what}:\\s+(\\d+)`).exec(await readFile(`/proc/${program.pid}/status`, 'utf8'))[1]) / 1024;
until = performance.now() + MINUTES * 60_000;
const chosen = [...groups].slice(0, MARKERS);
await Promise.all([...Array(PEOPLE - chosen.length).keys()].map(reads).concat(chosen.map((group, at) => marks(at, group))));

let lost = 0;
for (const group of chosen) {
  for (const { who, seen } of seats((await ask(group, { cookie: tokens.director[0] })).text)) {
    const last = acknowledged.get(`${group} ${who}`);
    if (last !== undefined && last !== seen) lost += 1;
  }
}
const at = (list, part) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))] ?? NaN;
for (const [kind, list] of Object.entries(took)) {
  console.log(`${kind}: ${list.length} requests, p50 ${at(list, 0.5).toFixed(1)} ms, p99 ${at(list, 0.99).toFixed(1)} ms, longest ${at(list, 1).toFixed(1)} ms`);
}
const every = [...took.reading, ...took.marking];
console.log(`all: ${every.length} requests in ${MINUTES} min by ${PEOPLE} people, p50 ${at(every, 0.5).toFixed(1)} ms, p99 ${at(every, 0.99).toFixed(1)} ms`);
console.log(`failed: ${failed.length}${failed.length ? ` (${[...new Set(failed)].slice(0, 8).join(', ')})` : ''}; marks acknowledged on ${acknowledged.size} seats, lost: ${lost}`);
console.log(`memory: ${(await memory('VmRSS')).toFixed(0)} MB at the end, ${(await memory('VmHWM')).toFixed(0)} MB at most`);
program.kill('SIGINT');
await new Promise(done => program.on('exit', done));
await rm(folder, { recursive: true });
