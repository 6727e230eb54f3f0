// The README's pictures, from the demo: node e2e/pictures.mjs docs/pictures
// The same clinic, the same minute, the same people each time. A picture says nothing about the machine it was made on.
import assert from 'node:assert/strict';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openPage } from './lib/browser.mjs';
import { openClinic } from './lib/clinic.mjs';
import { card, openGroup, press, says, signIn } from './lib/group.mjs';

const LARGEST = 200 * 1024;

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node e2e/pictures.mjs FOLDER');
  process.exit(2);
}
await mkdir(folder, { recursive: true });

const open = [];
const t = { after: close => open.unshift(close) };
try {
  const clinic = await openClinic(t);
  const shoot = async (page, name) => {
    const path = join(folder, `${name}.png`);
    await page.evaluate(() => document.fonts.ready);
    // Somebody's focus is not part of the picture, nor is what was just done.
    await page.evaluate(() => { document.activeElement?.blur(); document.querySelector('#toast')?.setAttribute('hidden', ''); scrollTo(0, 0); });
    await page.screenshot({ path });
    const { size } = await stat(path);
    assert.ok(size < LARGEST, `${path} is ${size} bytes`);
    console.log(`${path}  ${Math.round(size / 1024)} KB`);
  };

  const desk = await openPage(t, { width: 1280, height: 860 });
  await signIn(desk, clinic, 'director');
  await shoot(desk, 'risk');
  await desk.goto(`${clinic.url}/today`);
  await shoot(desk, 'today');

  await desk.goto(`${clinic.url}/schedule`);
  await shoot(desk, 'board');
  await desk.goto(`${clinic.url}/clients?needs=short`);
  await desk.locator('[data-row] a').first().click();
  await shoot(desk, 'chart');

  const tablet = await openPage(t, { width: 820, height: 1180 });
  await signIn(tablet, clinic, 'facilitator');
  await openGroup(tablet);
  for (const [at, word] of [[0, 'Present'], [1, 'Late'], [2, 'Present'], [4, 'Absent'], [5, 'Present'], [7, 'Present']]) {
    await press(tablet, at, word);
    await says(tablet, at, word);
  }
  await shoot(tablet, 'session');
  const session = new URL(tablet.url()).pathname;

  const phone = await openPage(t, { width: 390, height: 844 });
  await signIn(phone, clinic, 'facilitator');
  await phone.goto(clinic.url + session);
  await shoot(phone, 'phone');

  const evening = await openPage(t, { width: 1280, height: 860, dark: true });
  await signIn(evening, clinic, 'facilitator');
  await evening.goto(clinic.url + session);
  await card(evening, 1).getByRole('link').first().click();
  await evening.getByRole('link', { name: 'Their week' }).click();
  await shoot(evening, 'week-dark');
} finally {
  for (const close of open) await close();
}
