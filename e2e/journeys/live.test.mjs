import assert from 'node:assert/strict';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { card, openGroup, press, says, signIn, tally } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

journey('Two browsers see each other’s marks, and a stale tap shows both versions', async t => {
  const clinic = await openClinic(t);
  const [one, two] = [await openPage(t, { allow: [/status of 409/] }), await openPage(t, { allow: [/status of 409/] })];
  await signIn(one, clinic, 'facilitator');
  await openGroup(one);
  await signIn(two, clinic, 'director');
  await two.goto(one.url());

  await press(one, 0, 'Present');
  await says(one, 0, 'Present');
  await says(two, 0, 'Present');

  // The second does not hear of the next one: its page is behind when it is tapped.
  await two.evaluate(() => { EventSource.prototype.close.call(events); });
  await press(one, 1, 'Absent');
  await says(one, 1, 'Absent');
  await press(two, 1, 'Late');
  const conflict = card(two, 1).locator('.conflict');
  await conflict.waitFor();
  assert.match(await conflict.innerText(), /changed this[\s\S]*Stands now\s*Absent[\s\S]*Yours\s*Late/);
  assert.equal(await tally(one), '1present 0late 1absent 10to mark');
  await conflict.getByRole('button', { name: 'Use mine' }).click();
  await says(two, 1, 'Late');
  await says(one, 1, 'Late');
});

journey('Marks made without a connection are kept and sent when it is back', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { allow: [/ERR_/] });
  await signIn(page, clinic, 'facilitator');
  await openGroup(page);
  await clinic.kill();
  await press(page, 0, 'Present');
  await press(page, 1, 'Late');
  await page.getByText('2 marks are kept on this device.').waitFor();
  await clinic.restart();
  await says(page, 0, 'Present');
  await says(page, 1, 'Late');
  assert.equal(await tally(page), '1present 1late 0absent 10to mark');
});
