// A clinic for one journey: the program itself, on a port and a database that nobody else has.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BINARY = process.env.EVENKEEL_BIN ?? fileURLToPath(new URL('../../target/debug/evenkeel', import.meta.url));
const SECONDS_TO_START = 120; // A debug build makes its demo slowly.

/** Sixty people by another seed: both evening groups have twelve. Opened again, the clock runs on from where it stood. */
export async function openClinic(t, { now = '2026-10-13T18:10', clients = '60', seed = '2', gallery = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-e2e-'));
  const db = join(folder, 'demo.db');
  let server;
  process.once('exit', () => server?.kill('SIGKILL'));

  async function start(port, given = []) {
    server = spawn(BINARY, ['demo', '--db', db, '--port', port, ...gallery ? ['--gallery'] : [], ...given], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    server.stderr.on('data', text => { said += text; });
    let timer;
    try {
      return await new Promise((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`no address within ${SECONDS_TO_START} s\n${said}`)), SECONDS_TO_START * 1000);
        server.once('error', reject);
        server.once('close', (status, signal) => reject(new Error(`ended with ${status ?? signal}\n${said}`)));
        createInterface(server.stdout).on('line', line => {
          said += `${line}\n`;
          const address = line.match(/http:\/\/127\.0\.0\.1:\d+/);
          if (address) resolve(address[0]);
        });
      });
    } finally {
      clearTimeout(timer);
    }
  }

  const clinic = {
    db,
    url: undefined,
    /** As when the power goes: nothing is finished, nothing is written down. */
    async kill() {
      if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'close');
      server.kill('SIGKILL');
      await gone;
    },
    /** The same database at the same address, so that open pages find it again. */
    async restart() {
      await clinic.kill();
      await start(new URL(clinic.url).port);
    },
    /** Another command of the program on the same database: what it printed. */
    async run(args) {
      return (await promisify(execFile)(BINARY, [...args, '--db', db])).stdout;
    },
  };

  t.after(async () => {
    await clinic.kill();
    await rm(folder, { recursive: true, force: true });
  });
  clinic.url = await start('0', ['--now', now, '--clients', clients, '--seed', seed]);
  return clinic;
}
