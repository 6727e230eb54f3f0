import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { signIn } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

/** The chart of somebody whose week is short and can be mended: the lists are on their way, so it is found from the sheets. */
async function findShort(page, clinic) {
  await page.goto(`${clinic.url}/today`);
  const sheets = await page.locator('main a[href*="/s/"]').evaluateAll(links => links.map(link => link.getAttribute('href')));
  for (const sheet of new Set(sheets)) {
    await page.goto(clinic.url + sheet);
    const people = await page.locator('main [href*="/p/"]').evaluateAll(links => links.map(link => link.getAttribute('href').split('/p/')[1]));
    for (const id of new Set(people)) {
      const chart = `${clinic.url}/clients/${id}`;
      await page.goto(chart);
      if (await page.getByRole('link', { name: 'Find make-ups' }).count() === 0) continue;
      await page.goto(`${chart}/make-up/2026-W42`);
      if (await page.locator('#best').count() > 0) return chart;
    }
  }
  throw new Error('nobody whose week can be mended');
}

async function bookAndUndo(page, chart, check) {
  await page.goto(chart);
  await page.getByRole('link', { name: 'Find make-ups' }).first().click();
  await page.waitForURL('**/make-up/*');
  await check(page);
  await page.locator('.best button').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(chart);
  await page.getByText(/^Make-up on .* booked\. Saved$/).waitFor();
  assert.ok(await page.getByRole('button', { name: /^Release the make-up/ }).count() > 0);
  await check(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back. Everything is as it was before.').waitFor();
  assert.equal(await page.getByRole('button', { name: /^Release the make-up/ }).count(), 0);
}

journey('A short week is mended from the chart with the keyboard, taken back, booked again and given back', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { width: 1280 });
  await signIn(page, clinic, 'director');
  const chart = await findShort(page, clinic);
  await page.goto(chart);
  await assertAccessible(page);
  await bookAndUndo(page, chart, assertAccessible);
  await page.getByRole('link', { name: 'Find make-ups' }).first().click();
  await page.locator('.offers button').first().click();
  await page.waitForURL(chart);
  await page.getByRole('button', { name: /^Release the make-up/ }).click();
  await page.getByText(/is no longer booked\. Saved$/).waitFor();
});

journey('Neither the chart nor the make-ups are wider than a small phone, and both are open to everyone', async t => {
  const clinic = await openClinic(t);
  const finder = await openPage(t, { width: 820 });
  await signIn(finder, clinic, 'director');
  const chart = await findShort(finder, clinic);
  for (const width of [320, 820]) {
    const page = await openPage(t, { width, dark: width === 820 });
    await signIn(page, clinic, 'director');
    for (const path of ['', '/make-up/2026-W42', '/week/2026-W42', '/week/2026-W42/print']) {
      await page.goto(chart + path);
      const fits = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
      assert.ok(fits, `${path} at ${width}`);
      await assertAccessible(page);
    }
  }
});

journey('Without scripts and on a phone the same, and a contact is logged', async t => {
  const clinic = await openClinic(t);
  const finder = await openPage(t, { width: 820 });
  await signIn(finder, clinic, 'director');
  const chart = await findShort(finder, clinic);
  const page = await openPage(t, { width: 390, noScripts: true, dark: true });
  await signIn(page, clinic, 'director');
  await bookAndUndo(page, chart, () => {});
  await page.goto(chart);
  await page.locator('summary').filter({ hasText: 'Log a contact' }).click();
  await page.getByLabel('How', { exact: true }).selectOption('call');
  await page.getByLabel('What came of it').selectOption('message_left');
  await page.getByLabel(/In a few words/).fill('Asked to call back');
  await page.getByRole('button', { name: 'Log the contact' }).click();
  await page.getByText('Call: message left. Saved').waitFor();
});
