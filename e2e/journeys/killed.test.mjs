import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { openGroup, signIn } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

const KILLS = 20;
const MARKS_EACH = 84; // of 24 people: 2,016 marks

/** In the page: marks everyone of the group at once, one person's marks after another, each until it is acknowledged. */
async function markAll(times) {
  const pause = () => new Promise(done => setTimeout(done, 20));
  const form = document.querySelector('[data-tap]').action;
  const people = [...document.querySelectorAll('.pc [name=who]')].map(field => field.value);
  const counts = { acknowledged: 0, again: 0 };
  await Promise.all(people.map(async who => {
    let seen = '';
    for (let mark = 1; mark <= times; mark++) {
      const outcome = mark % 2 ? 'unexcused' : 'present';
      for (;;) {
        const body = new URLSearchParams({ who, seen, outcome });
        const answer = await fetch(form, { method: 'POST', body, headers: { 'HX-Request': 'true' } }).catch(() => null);
        if (answer?.status === 200) {
          const html = await answer.text().catch(() => '');
          const stands = html.match(new RegExp(`name="who" value="${who}"><input type="hidden" name="seen" value="([^"]*)"`));
          if (stands) { seen = stands[1]; break; }
        } else if (answer && answer.status < 500) throw new Error(`status ${answer.status} for ${outcome}`);
        counts.again++;
        await pause();
      }
      counts.acknowledged++;
    }
  }));
  return counts;
}

journey('Through 20 power cuts during 2,000 marks from two browsers, no acknowledged mark is lost and none is doubled', async t => {
  const clinic = await openClinic(t);
  const allow = [/ERR_/, /status of 5\d\d/];
  const pages = [await openPage(t, { allow }), await openPage(t, { allow })];
  await signIn(pages[0], clinic, 'facilitator');
  await openGroup(pages[0]);
  await signIn(pages[1], clinic, 'director');
  await pages[1].goto(`${clinic.url}/today`);
  const mine = await pages[0].locator('h1').innerText();
  const other = pages[1].locator('.group', { hasText: '6:00 pm' }).filter({ hasNotText: mine });
  await other.getByRole('link').click();
  await pages[1].waitForURL('**/s/*');
  const groups = await Promise.all(pages.map(page => page.locator('.pc').count()));
  assert.deepEqual(groups, [12, 12]);

  const marking = Promise.all(pages.map(page => page.evaluate(markAll, MARKS_EACH)));
  let kills = 0, over = false;
  const done = marking.finally(() => { over = true; });
  while (kills < KILLS && !over) {
    await sleep(100 + (kills * 37) % 90);
    await clinic.restart();
    kills++;
  }
  const counts = await done;
  assert.equal(kills, KILLS, 'the marks were over before the last cut');
  assert.deepEqual(counts.map(count => count.acknowledged), [12 * MARKS_EACH, 12 * MARKS_EACH]);

  assert.match(await clinic.run(['check']), /All is well/);
  await clinic.kill();
  // What each person was last told stands, and each change left one old value behind, no more.
  const { DatabaseSync } = await import('node:sqlite');
  const db = new DatabaseSync(clinic.db, { readOnly: true });
  const marks = db.prepare(`select outcome, count(*) as many from marks where on_date = '2026-10-13' and start_minute = 1080 group by outcome`).all();
  assert.deepEqual(marks.map(row => ({ ...row })), [{ outcome: 'present', many: 24 }]);
  const history = db.prepare(`select record_key, count(*) as many from amendments where table_name = 'attendance' group by record_key`).all();
  assert.deepEqual(history.map(row => row.many), Array(24).fill(MARKS_EACH - 1));
  db.close();
});
