import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { signIn } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

const row = (page, key) => page.locator(`#r-${key}`);
const nameOf = line => line.locator('.who a').innerText();

/** The lines of those who are still to come, by their keys. */
async function waiting(page) {
  const ids = await page.locator('.pc:has(.came)').evaluateAll(lines => lines.map(line => line.id.slice(2)));
  assert.ok(ids.length >= 3, `${ids.length} people are still to come`);
  return ids;
}

async function noSidewaysScroll(page) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wider, 0, 'nothing stands out at the side');
}

journey('People arrive, one calls, one arrival is taken back, and the page of the session says when', async t => {
  const clinic = await openClinic(t, { now: '2026-10-13T18:04' });
  const page = await openPage(t, { allow: [/status of 422/] });
  await signIn(page, clinic, 'front_desk');
  assert.equal(new URL(page.url()).pathname, '/desk');
  await assertAccessible(page);
  assert.match(await page.locator('.numbers').innerText(), /^\d{4}$/);
  // Of the evening group that meets here; the other meets online.
  await page.getByLabel('Track').selectOption({ label: 'Evening A' });
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/track=evening-a/);
  const [first, ...others] = await waiting(page);
  const second = others[0];
  const name = await nameOf(row(page, first));

  // The first arrives, and that is taken back and said again.
  await row(page, first).getByRole('button', { name: 'arrived' }).click();
  await row(page, first).getByText(/^Came 6:0\d pm/).waitFor();
  await page.locator('#toast').getByText(`${name}: came`).waitFor();
  await page.locator('#undo').click();
  await page.locator('#toast').getByText('taken back').waitFor();
  await row(page, first).locator('.came').waitFor();
  await assertAccessible(page);

  // By the keyboard alone: the state of the line takes the focus, so that a second press does nothing.
  await row(page, first).locator('.came').focus();
  await page.keyboard.press('Enter');
  await row(page, first).getByText(/^Came 6:0\d pm/).waitFor();

  assert.equal(await page.evaluate(() => document.activeElement.id), `b-${first}`);
  await page.keyboard.press('Enter');
  assert.equal(await row(page, first).getByText(/^Came 6:0\d pm/).count(), 1);

  // The second calls.
  await row(page, second).getByRole('link', { name: 'called' }).click();
  await page.getByRole('button', { name: 'Write the call down' }).click();
  await page.getByText('Choose how late they will be').first().waitFor();
  await assertAccessible(page);
  await page.getByRole('radio', { name: 'About 20 minutes late' }).check();
  await page.getByRole('textbox', { name: 'In a few words' }).fill('The bus');
  await page.getByRole('button', { name: 'Write the call down' }).click();
  await row(page, second).getByText('Called, here about 6:20 pm').waitFor();

  // The session's page says both and marks nobody.
  const facilitator = await openPage(t);
  await signIn(facilitator, clinic, 'director');
  await facilitator.goto(`${clinic.url}/today`);
  await facilitator.getByRole('link', { name: 'Evening A', exact: true }).first().click();
  await facilitator.waitForURL('**/s/*');
  const card = key => facilitator.locator(`#p-${key.slice(0, 36)}`);
  await card(first).getByText(/^Came 6:0\d pm/).waitFor();
  await card(second).getByText('Called: about 20 min late').waitFor();
  assert.equal(await facilitator.locator('[aria-pressed=true]').count(), 0);
  // It hears of the next one by itself.
  await row(page, second).getByRole('button', { name: 'arrived' }).click();
  await row(page, second).getByText(/^Came 6:0\d pm/).waitFor();
  await card(second).getByText(/^Came 6:0\d pm/).waitFor();
  // And the desk hears of a mark.
  await card(others[1] ?? second).getByRole('button', { name: 'Present' }).click();
  if (others[1]) await row(page, others[1]).getByText('In the session').waitFor();
});

journey('Somebody at the door is found and noted, without scripts, on a small phone', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { noScripts: true, width: 320, height: 700 });
  await signIn(page, clinic, 'front_desk');
  await noSidewaysScroll(page);
  const keys = await waiting(page);
  for (const key of keys.slice(0, 3)) {
    await row(page, key).getByRole('button', { name: 'arrived' }).click();
    await row(page, key).getByText(/^Came 6:1\d pm/).waitFor();
  }
  await page.getByRole('button', { name: 'Take back the arrival' }).first().click();
  await page.getByText('taken back. Saved').waitFor();
  // By the first letters, until somebody is found who is not expected.
  for (const letters of 'abcdefghijklmnoprstw') {
    await page.goto(`${clinic.url}/desk`);
    await page.getByLabel('Somebody at the door: first or last name').fill(letters);
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.getByRole('heading', { name: 'Somebody at the door' }).waitFor();
    if (await page.getByRole('heading', { name: 'Not expected now' }).count()) break;
  }
  await noSidewaysScroll(page);
  const name = await page.getByRole('button', { name: 'not expected' }).first().getAttribute('aria-label');
  await page.getByRole('button', { name: 'not expected' }).first().click();
  await page.getByRole('heading', { name: 'Came, not expected' }).waitFor();
  assert.equal(await page.getByRole('link', { name: name.replace('Came now: ', '').replace(', not expected', '') }).count() > 0, true);
  await noSidewaysScroll(page);
});
