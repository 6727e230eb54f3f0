import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { signIn } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

// A morning of the demo on which somebody has to be called.
const MORNING = { now: '2026-10-14T08:30', seed: '3' };

const today = page => page.locator('tr', { has: page.getByText('Today', { exact: true }) });

/** Opens the list of all who are to be called today, logs that the first was reached, and comes back to the list. */
async function reachTheFirst(page, clinic) {
  await page.goto(`${clinic.url}/risk?when=today&all=1`);
  const before = await today(page).count();
  assert.ok(before > 0, 'somebody is to be called');
  const first = today(page).first();
  assert.match(await first.locator('.whyc').innerText(), /No contact|Missed/);
  assert.match(await first.locator('.own').innerText(), /Next: /);
  await first.getByRole('link', { name: /^Log a contact with/ }).click();
  await page.waitForURL(/\/clients\/[0-9a-f-]{36}\?back=risk/);
  await page.getByLabel('How').selectOption('call');
  await page.getByLabel('What came of it').selectOption('reached');
  await page.getByRole('button', { name: 'Log the contact' }).click();
  await page.waitForURL('**/risk');
  await page.getByText('Call: reached. Saved').waitFor();
  await page.goto(`${clinic.url}/risk?when=today&all=1`);
  assert.equal(await today(page).count(), before - 1);
}

journey('The director’s morning: who needs a call, a call that is logged, and the sheet for the huddle', async t => {
  const clinic = await openClinic(t, MORNING);
  const page = await openPage(t);
  await signIn(page, clinic, 'director');
  assert.equal(new URL(page.url()).pathname, '/risk', 'the day begins here');
  await assertAccessible(page);
  await page.getByText('Rules', { exact: true }).click();
  await page.getByText('missed days in a row, not reached since.').waitFor();
  await assertAccessible(page);
  await reachTheFirst(page, clinic);

  await page.goto(`${clinic.url}/risk`);
  await page.getByRole('link', { name: 'Morning huddle sheet' }).click();
  await page.waitForURL('**/risk/huddle');
  await assertAccessible(page);
  await page.getByText('For use inside the program only.').waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.getByRole('heading', { name: 'Call today' }).isVisible());
  assert.ok(!(await page.getByRole('navigation', { name: 'Main', exact: true }).isVisible()));
});

journey('The same without scripts', async t => {
  const clinic = await openClinic(t, MORNING);
  const page = await openPage(t, { noScripts: true });
  await signIn(page, clinic, 'director');
  await reachTheFirst(page, clinic);
});
