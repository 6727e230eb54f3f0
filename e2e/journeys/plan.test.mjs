import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { signIn } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

const PERSON = 'Quentin Walsh';

async function openChart(page, clinic) {
  await signIn(page, clinic, 'director');
  await page.goto(`${clinic.url}/clients`);
  await page.locator('.filters input[name=words]').fill(PERSON);
  await page.locator('.filters').getByRole('button', { name: 'Show' }).click();
  await page.getByRole('main').getByRole('link', { name: /Quentin Walsh/ }).first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page.url().match(/.*\/clients\/[0-9a-f-]{36}/)[0];
}

/** Steps down from five days at level 2.5 to three days at 2.1; the next week shows three days of groups. */
async function taper(t, noScripts) {
  const clinic = await openClinic(t);
  const page = await openPage(t, { noScripts, allow: [/status of 422/] });
  const chart = await openChart(page, clinic);
  await page.goto(`${chart}/stay`);
  if (!noScripts) await assertAccessible(page);
  await page.getByLabel('Level of care').selectOption('2.1');
  await page.getByLabel('Why').fill('Steadier');
  await page.getByRole('button', { name: 'Save the new level' }).click();

  await page.waitForURL('**/track?from=2026-10-19');
  if (!noScripts) await assertAccessible(page);
  const afternoon = page.getByRole('group', { name: 'Afternoon A' }).getByRole('checkbox', { checked: true });
  while (await afternoon.count() > 0) await afternoon.first().uncheck();
  await page.getByRole('checkbox', { name: /^Thursday, 9:00/, checked: true }).uncheck();
  await page.getByLabel('Hours a week').fill('9');
  await page.getByRole('group', { name: 'Days a week' }).getByRole('radio', { name: '3' }).check();
  await page.getByLabel('Why it changes').fill('Steadier; three mornings');
  await page.getByRole('button', { name: 'See what it comes to' }).click();
  await page.getByText(/with groups on 3 days/).waitFor();
  await page.getByRole('button', { name: 'Save the change' }).click();
  await page.waitForURL(url => !url.href.includes('/track'));

  await page.goto(`${chart}/week/2026-W43`);
  const groups = await page.locator('.ledger li').filter({ hasText: 'Group, Morning A' }).count();
  assert.ok(groups >= 3, 'three mornings');
  assert.equal(await page.locator('.ledger li').filter({ hasText: 'Afternoon A' }).count(), 0);
  await page.getByText(/9 h on 3 days/).first().waitFor();
}

journey('Somebody steps down from five days to three: level, dose and days', t => taper(t, false));

journey('Somebody steps down from five days to three without scripts', t => taper(t, true));

journey('Six weekly sessions are booked at once; one is moved, one cancelled, and that is taken back', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t);
  const chart = await openChart(page, clinic);
  await page.goto(`${chart}/appointments/new`);
  await assertAccessible(page);
  await page.getByLabel('Day', { exact: true }).fill('2026-11-04');
  await page.locator('#start').fill('08:00');
  await page.getByRole('radio', { name: 'Every week' }).check();
  await page.getByLabel('How many').fill('6');
  await page.getByRole('button', { name: 'Book it' }).click();
  await page.getByText('6 individual sessions, Wed Nov 4 to Wed Dec 9. Saved').waitFor();

  await page.goto(`${chart}/appointments/new`);
  await page.getByRole('link', { name: /Wed Nov 11, 8:00/ }).click();
  await page.getByLabel('Day', { exact: true }).fill('2026-11-12');
  await page.locator('#start').fill('07:00');
  await page.locator('#end').fill('08:00');
  await page.getByRole('button', { name: 'Save the session' }).click();
  await page.getByText('Individual session is Thu Nov 12, 7:00 to 8:00 am now. Saved').waitFor();

  await page.goto(`${chart}/appointments/new`);
  await page.getByRole('link', { name: /Wed Nov 18, 8:00/ }).click();
  await page.getByRole('button', { name: 'Cancel the session' }).click();
  await page.getByText(/Wed Nov 18.*cancelled. Saved/).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back.').waitFor();
  await page.goto(`${chart}/appointments/new`);
  assert.equal(await page.getByRole('link', { name: /Wed Nov 18.*cancelled/ }).count(), 0);
  assert.equal(await page.getByRole('link', { name: /Thu Nov 12, 7:00/ }).count(), 1);
});
