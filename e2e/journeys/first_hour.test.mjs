import assert from 'node:assert/strict';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openNew, smallFolder } from '../lib/fresh.mjs';
import { press, says } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

const PASSWORD = 'three quiet herons wade';

async function begin(page, fresh) {
  await page.goto(fresh.begin);
  await page.getByLabel('Name of the program').fill('Elm Street');
  await page.getByLabel('Your name').fill('Ana Ruiz');
  await page.getByLabel('Login').fill('ana.ruiz');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByLabel('The same again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Make the account and begin' }).click();
  await page.waitForURL('**/setup');
}

journey('A new program: the printed address, an account, its files, the week board, and the first group marked, in eight clicks', async t => {
  const fresh = await openNew(t);
  const files = await smallFolder(join(fresh.folder, 'elm'));
  const page = await openPage(t);
  let clicks = 0;
  const click = async (...by) => { clicks += 1; await page.getByRole(...by).click(); };

  await page.goto(fresh.begin);
  await assertAccessible(page);
  await begin(page, fresh);
  clicks += 1;
  await page.getByRole('heading', { name: 'Set up the program' }).waitFor();
  await assertAccessible(page);
  assert.equal(await page.locator('[aria-current=step] b').innerText(), 'A site');

  await click('link', { name: 'Bring files' });
  await assertAccessible(page);
  await page.getByLabel('The files of the folder').setInputFiles(files);
  await click('button', { name: 'Look at the files' });
  await page.getByText('Nothing is imported yet.').waitFor();
  await assertAccessible(page);
  await click('button', { name: 'Import' });
  await page.getByRole('heading', { name: 'Imported' }).waitFor();
  await assertAccessible(page);
  await click('link', { name: 'Open the week board' });
  await page.waitForURL('**/schedule/**');
  await page.locator('.board .cell').first().waitFor();
  await page.goto(`${fresh.url}/today`);
  await click('link', { name: /^Open Day group/ });
  await page.waitForURL('**/s/*');
  await press(page, 0, 'Present');
  clicks += 1;
  await says(page, 0, 'Present');
  assert.ok(clicks <= 8, `${clicks} clicks`);

  await page.goto(`${fresh.url}/setup`);
  await page.getByText('4 people').waitFor();
  const late = await openPage(t, { allow: [/status of 404/] });
  assert.equal((await late.goto(fresh.begin)).status(), 404, 'the secret is used up');
});

journey('Files with faults say where to mend them, and come in without scripts once they are mended', async t => {
  const fresh = await openNew(t);
  const folder = join(fresh.folder, 'elm');
  const files = await smallFolder(folder);
  const sound = `client_id,from,until,level,kind,end_reason\n`;
  await writeFile(join(folder, 'stays.csv'), `${sound}C1,2026-13-01,,2.1,entry,\n`);
  const page = await openPage(t, { width: 390, height: 800, noScripts: true });
  await begin(page, fresh);
  await page.getByRole('link', { name: 'Bring files' }).click();
  await page.getByLabel('The files of the folder').setInputFiles(files);
  await page.getByRole('button', { name: 'Look at the files' }).click();
  await page.getByRole('heading', { name: /stays\.csv \(\d+\)/ }).waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false, 'nothing overflows');

  await page.getByRole('link', { name: 'Send them again' }).click();
  await page.getByLabel('The files of the folder').setInputFiles(await smallFolder(folder));
  await page.getByRole('button', { name: 'Look at the files' }).click();
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByRole('heading', { name: 'Imported' }).waitFor();
});
