// Words of a journey through a group's evening.
import assert from 'node:assert/strict';

export async function signIn(page, clinic, role) {
  await page.goto(clinic.url);
  await page.click(`button[name=role][value=${role}]`);
  await page.waitForURL(url => url.pathname !== '/sign-in');
}

/** The group that is running now. */
export async function openGroup(page) {
  await page.click('a.btn.pri');
  await page.waitForURL('**/s/*');
}

export const card = (page, at) => page.locator('.pc').nth(at);
export const press = (page, at, word) => card(page, at).getByRole('button', { name: word }).click();

/** What a card says, once the server has it. */
export async function says(page, at, word) {
  const pressed = card(page, at).locator('[aria-pressed=true]');
  await pressed.filter({ hasText: word }).waitFor();
  await page.locator('.pc[aria-busy=true], .pc.kept').first().waitFor({ state: 'detached' });
}

export async function tally(page) {
  const text = await page.locator('.tally').innerText();
  return text.replace(/\s+/g, ' ').trim();
}

export const ring = async (page, at) => card(page, at).locator('.ring').getAttribute('aria-label');

/** A column of the dose report for the week, by person. */
export async function delivered(clinic) {
  const csv = await clinic.run(['report', 'dose', '--week', '2026-W42', '--format', 'csv']);
  const [head, ...rows] = csv.trim().split('\n').map(line => line.split(','));
  const [who, minutes] = [head.indexOf('client_id'), head.indexOf('delivered_minutes')];
  assert.ok(who >= 0 && minutes >= 0, head.join());
  return Object.fromEntries(rows.map(row => [row[who], Number(row[minutes])]));
}
