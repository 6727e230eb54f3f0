import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { signIn } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

const PICTURES = process.env.EVENKEEL_PICTURES;

/** For whoever wants to look: a picture of where the journey is. */
async function picture(page, name) {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

/** From the board to what moving Thursday's evening by half an hour touches. */
async function lookAtHalfAnHour(page, clinic) {
  await page.goto(`${clinic.url}/schedule/2026-W42?track=evening-a`);
  await page.getByRole('link', { name: 'Move, change or cancel all of Evening A, Thu Oct 15' }).click();
  await page.getByLabel('Begins').fill('18:30');
  await page.getByLabel('Ends').fill('19:30');
  await page.getByRole('textbox', { name: 'Why' }).fill('The room is late');
  await page.getByRole('button', { name: 'Look at what it touches' }).click();
  await page.getByRole('heading', { name: /^It touches \d+ people/ }).waitFor();
}

async function moveAndTakeBack(page, clinic) {
  await lookAtHalfAnHour(page, clinic);
  await picture(page, 'touches');
  const touched = await page.locator('.touched li').count();
  assert.ok(touched >= 10, `${touched} people are listed`);
  const breaks = await page.locator('.touched .breaks').count();
  const verb = breaks > 0 ? 'Move it all the same' : 'Move it';
  await page.getByRole('button', { name: verb, exact: true }).click();
  await page.waitForURL('**/schedule/2026-W42');
  await page.getByText('Evening A: moved to Thu Oct 15').waitFor();
  assert.equal(await page.getByText('Moved from 6:00 pm: The room is late').count(), 1);
  assert.equal(await page.getByText('Moved from 8:00 pm: The room is late').count(), 1);
  await picture(page, 'moved');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back.').waitFor();
  assert.equal(await page.getByText('The room is late').count(), 0);
}

journey('A director moves an evening by half an hour, sees whom it touches, and takes it back', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t);
  await signIn(page, clinic, 'director');
  await page.goto(`${clinic.url}/schedule`);
  await assertAccessible(page);
  await picture(page, 'board');
  await lookAtHalfAnHour(page, clinic);
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Change what I wrote' }).click();
  assert.equal(await page.getByLabel('Begins').inputValue(), '18:30', 'what was written is kept');
  await assertAccessible(page);
  await moveAndTakeBack(page, clinic);
});

journey('The same without scripts, on a phone', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { noScripts: true, width: 320, height: 700 });
  await signIn(page, clinic, 'director');
  await moveAndTakeBack(page, clinic);
});

journey('A holiday is put on the schedule and taken back, with the keyboard', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t);
  await signIn(page, clinic, 'director');
  await page.goto(`${clinic.url}/schedule/2026-W42`);
  await page.getByRole('link', { name: 'Day off' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Date').fill('2026-10-15');
  await page.getByRole('textbox', { name: 'Why' }).focus();
  await page.keyboard.type('Founders Day');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /Thursday, October 15 takes hours from up to \d+ people/ }).waitFor();
  await picture(page, 'holiday');
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Take the day off' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Thu Oct 15: no sessions, Founders Day. Saved').waitFor();
  await assertAccessible(page);
  await picture(page, 'day-off');
  await page.getByRole('link', { name: 'Take it back' }).click();
  await picture(page, 'take-back');
  await page.getByRole('button', { name: 'Hold sessions after all' }).click();
  await page.getByText('Thu Oct 15: sessions are held again. Saved').waitFor();
  assert.equal(await page.getByText('Founders Day').count(), 0);
});
