import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { signIn } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

/** From the list to the gap of the track that has no rotation, and the one that closes it. */
async function takeTheOffer(page, clinic) {
  await page.goto(`${clinic.url}/curriculum`);
  await page.getByRole('link', { name: 'Evening A', exact: true }).click();
  await page.getByRole('heading', { name: 'Who starts in a week' }).waitFor();
  assert.ok(await page.getByText('not met:').count() > 0, 'a gap is named');
  await page.getByRole('link', { name: 'Look at it' }).click();
  await page.getByText('52 of 52').waitFor();
  await page.getByRole('button', { name: 'Use this rotation' }).click();
  await page.waitForURL('**/curriculum/evening-a');
  await page.getByText('Evening A: a new rotation from').waitFor();
  assert.equal(await page.getByText('not met:').count(), 0);
  assert.equal(await page.getByText('all by week').count(), 13);
}

async function takeBack(page) {
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back.').waitFor();
  assert.ok(await page.getByText('not met:').count() > 0, 'the gap is there again');
}

journey('A director finds the gap of a track, takes the offered rotation, and takes it back', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t);
  await signIn(page, clinic, 'director');
  await takeTheOffer(page, clinic);
  await assertAccessible(page);
  await takeBack(page);
});

journey('The same without scripts, on a phone', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { noScripts: true, width: 320, height: 700 });
  await signIn(page, clinic, 'director');
  await takeTheOffer(page, clinic);
  await takeBack(page);
});
