import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { openGroup, press, says, signIn } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

const PASSWORD = 'three quiet herons wade';

journey('An administrator invites a colleague, who chooses a password and a PIN; the shared screen hides and the PIN brings it back', async t => {
  const clinic = await openClinic(t);
  const admin = await openPage(t);
  await signIn(admin, clinic, 'administrator');
  await assertAccessible(admin);
  await admin.getByRole('row').filter({ hasText: 'Facilitator' }).getByRole('button', { name: /^Invite/ }).first().click();
  await assertAccessible(admin);
  const link = await admin.locator('#invitation').inputValue();
  const login = await admin.locator('.phead p b').innerText();

  const page = await openPage(t, { width: 820, height: 1180, allow: [/status of 401/] });
  await page.goto(new URL(link, clinic.url).href);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByLabel('The same again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await page.waitForURL('**/today');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');

  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByLabel(/Others use this device/).check();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/today');
  await page.goto(`${clinic.url}/account`);
  await assertAccessible(page);
  await page.locator('#pin').fill('7391');
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Save the PIN' }).click();
  await page.getByText('Saved.').waitFor();

  await page.clock.install();
  await page.goto(`${clinic.url}/today`);
  await page.clock.fastForward(61_000);
  const hidden = page.getByRole('dialog');
  await hidden.getByLabel('Your PIN').waitFor();
  await assertAccessible(page);
  await hidden.getByLabel('Your PIN').fill('0000');
  await hidden.getByRole('button', { name: 'Show the screen' }).click();
  await hidden.getByText('That is not it').waitFor();
  await hidden.getByLabel('Your PIN').fill('7391');
  await hidden.getByRole('button', { name: 'Show the screen' }).click();
  await hidden.waitFor({ state: 'detached' }).catch(() => hidden.waitFor({ state: 'hidden' }));
  await page.getByRole('heading', { level: 1 }).waitFor();

  await admin.goto(`${clinic.url}/users`);
  await admin.getByRole('row').filter({ hasText: login }).getByRole('link').first().click();
  await admin.getByRole('button', { name: /^Lock/ }).click();
  await page.goto(`${clinic.url}/today`);
  await page.getByRole('heading', { name: 'Sign in' }).first().waitFor();
});

journey('A tap on a screen that was locked meanwhile is kept until the PIN is given', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { allow: [/status of 401/] });
  await signIn(page, clinic, 'facilitator');
  await page.goto(`${clinic.url}/account`);
  await page.locator('#pin').fill('7391');
  await page.getByRole('button', { name: 'Save the PIN' }).click();
  await page.getByText('Saved.').waitFor();
  await page.goto(`${clinic.url}/today`);
  await openGroup(page);
  const other = await page.context().newPage();
  await other.goto(`${clinic.url}/account`);
  await other.getByRole('button', { name: 'Hide the screen now' }).click();
  await other.getByLabel('Your PIN').waitFor();

  await press(page, 0, 'Present');
  const ask = page.getByRole('dialog');
  await ask.getByLabel('Your PIN').fill('7391');
  await ask.getByRole('button', { name: 'Show the screen' }).click();
  await says(page, 0, 'Present');
});
