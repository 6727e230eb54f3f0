import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { journey } from '../lib/journey.mjs';

journey('A facilitator signs in and sees the groups of today', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t);

  await page.goto(clinic.url);
  await assertAccessible(page);
  await page.click('button[name=role][value=facilitator]');
  await page.waitForURL('**/today');

  assert.equal(await page.locator('h1').count(), 1);
  await assertAccessible(page);
});
