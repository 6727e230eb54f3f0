// A program that nobody has begun: the server on a database that is not there, and a small folder for it.
import { spawn } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const BINARY = process.env.EVENKEEL_BIN ?? fileURLToPath(new URL('../../target/debug/evenkeel', import.meta.url));

/** The address to begin at, as the program prints it. */
export async function openNew(t) {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-e2e-'));
  const server = spawn(BINARY, ['serve', '--db', join(folder, 'new.db'), '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  process.once('exit', () => server.kill('SIGKILL'));
  t.after(async () => {
    const gone = once(server, 'close');
    server.kill('SIGKILL');
    await gone;
    await rm(folder, { recursive: true, force: true });
  });
  const begin = await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('close', status => reject(new Error(`ended with ${status}`)));
    createInterface(server.stdout).on('line', line => {
      const address = line.match(/http:\/\/\S+\/setup\/\S+/);
      if (address) resolve(address[0]);
    });
  });
  return { begin, url: new URL(begin).origin, folder };
}

const PEOPLE = [['C1', 'Ada', 'Lind'], ['C2', 'Ben', 'Moor'], ['C3', 'Cleo', 'Nash'], ['C4', 'Dev', 'Oram']];
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A program of one group that meets all day, every day, so that it is on whenever the journey runs. */
export async function smallFolder(at) {
  const from = new Date(Date.now() - 14 * 86_400_000).toISOString().slice(0, 10);
  const each = line => PEOPLE.map(([number, ...names]) => line(number, ...names)).join('');
  const files = {
    sites: 'site_id,name,time_zone,address,parking,phone\nS1,Elm Street,UTC,1 Elm Street,,\n',
    rooms: 'room_id,site_id,name,capacity\nR1,S1,Cedar,12\n',
    staff: 'staff_id,first_name,last_name,credential,licensed,license_number,license_state,license_expires,roles,modalities,languages\nST1,Mara,Ortiz,LPC,no,,,,facilitator,process,en\n',
    tracks: 'track_id,site_id,name,kind,mode,language,population,group_min,group_max\nday,S1,Day group,morning,in_person,en,adults,2,12\n',
    sessions: `track_id,weekday,start,valid_from,end,valid_until,modality,domain,topic,room_id,facilitator_ids\n${DAYS.map(day => `day,${day},00:00,${from},23:59,,process,emotional_regulation,,R1,ST1\n`).join('')}`,
    clients: `client_id,first_name,last_name,preferred_name,pronouns,birth_date,languages,phone,email,primary_staff_id,keep_away\n${each((number, first, last) => `${number},${first},${last},,,,en,,,ST1,\n`)}`,
    stays: `client_id,from,until,level,kind,end_reason\n${each(number => `${number},${from},,2.1,entry,\n`)}`,
    doses: `client_id,from,minutes_per_week,days_per_week,individual_every_weeks,reason,author_staff_id\n${each(number => `${number},${from},540,3,1,,ST1\n`)}`,
    enrolments: `client_id,track_id,from,until,days\n${each(number => `${number},day,${from},,${DAYS.toSorted().join(';')}\n`)}`,
  };
  await mkdir(at, { recursive: true });
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(at, `${name}.csv`), text)));
  return Object.keys(files).map(name => join(at, `${name}.csv`));
}
