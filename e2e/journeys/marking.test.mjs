import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { card, delivered, openGroup, press, ring, says, signIn, tally } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

const sum = minutes => Object.values(minutes).reduce((all, one) => all + one, 0);

journey('A facilitator marks a group of 12 with three exceptions, undoes one, and all of it survives a power cut', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { width: 820, height: 1180, allow: [/ERR_/] });
  await signIn(page, clinic, 'facilitator');
  await openGroup(page);
  assert.equal(await page.locator('.pc').count(), 12);
  assert.equal(await tally(page), '0present 0late 0absent 12to mark');
  const before = await delivered(clinic);
  const hours = await ring(page, 0);

  await press(page, 2, 'Late');
  await press(page, 5, 'Absent');
  await press(page, 7, 'Absent');
  await page.getByRole('button', { name: 'Mark the rest present' }).click();
  await says(page, 0, 'Present');
  assert.equal(await tally(page), '9present 1late 2absent 0to mark');
  assert.notEqual(await ring(page, 0), hours, 'the ring moves');
  assert.match(await card(page, 2).innerText(), /Came 6:1\d pm/);
  await assertAccessible(page);

  await press(page, 7, 'Present');
  await says(page, 7, 'Present');
  await page.getByRole('button', { name: 'Undo' }).click();
  await says(page, 7, 'Absent');
  assert.equal(await tally(page), '9present 1late 2absent 0to mark');
  const after = await delivered(clinic);
  // Nine for an hour, one who came ten minutes late or a little more.
  const gained = sum(after) - sum(before);
  assert.ok(gained > 9 * 60 && gained <= 9 * 60 + 50, `${gained} minutes`);

  await clinic.restart();
  await page.reload();
  assert.equal(await tally(page), '9present 1late 2absent 0to mark');
  assert.deepEqual(await delivered(clinic), after);
  assert.match(await clinic.run(['check']), /All is well/);
});

journey('A mark of yesterday is corrected with a reason that stays on record', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t);
  await signIn(page, clinic, 'facilitator');
  const before = await delivered(clinic);
  await page.getByRole('link', { name: 'Day before' }).click();
  await page.locator('.group a').first().click();
  await page.getByRole('link', { name: 'Correct' }).first().click();
  await assertAccessible(page);
  await page.getByLabel('Came at').fill('18:20');
  await page.getByRole('radio', { name: 'Present' }).check();
  await page.getByLabel('Why').fill('was seen by the nurse first');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.pc').filter({ hasText: 'Came 6:20 pm' }).first().waitFor();
  await page.locator('.pc').filter({ hasText: 'Came 6:20 pm' }).getByRole('link', { name: 'Correct' }).first().click();
  assert.match(await page.getByRole('region', { name: 'Reasons on record' }).innerText(), /was seen by the nurse first/);
  assert.notDeepEqual(await delivered(clinic), before);
});

journey('The same group is marked with the keyboard alone', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t);
  await page.goto(clinic.url);
  const tabTo = async name => {
    for (let steps = 0; steps < 60; steps++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.innerText ?? '')).includes(name)) return;
    }
    assert.fail(`no way to ${name} by Tab`);
  };
  await tabTo('Facilitator');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/today');
  await tabTo('Open ');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/s/*');
  await tabTo('Present');
  for (const key of 'pplpapppapp') await page.keyboard.press(key);
  await page.keyboard.press('p');
  await says(page, 11, 'Present');
  assert.equal(await tally(page), '9present 1late 2absent 0to mark');
  await page.keyboard.press('u');
  await page.locator('.tally').filter({ hasText: '1to mark' }).waitFor();
});

journey('The same group is marked with scripts off', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { noScripts: true });
  await signIn(page, clinic, 'facilitator');
  await openGroup(page);
  await press(page, 2, 'Late');
  await press(page, 5, 'Absent');
  await page.getByRole('button', { name: 'Undo' }).click();
  await press(page, 5, 'Absent');
  await press(page, 7, 'Absent');
  await page.getByRole('button', { name: 'Mark the rest present' }).click();
  assert.equal(await tally(page), '9present 1late 2absent 0to mark');
  await page.getByRole('button', { name: 'Close attendance' }).click();
  await page.getByText('Attendance is closed').waitFor();
});
