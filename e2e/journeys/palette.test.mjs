import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { signIn } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

const chosen = page => page.locator('#pal [aria-selected=true]');

/** Writes into the dialog and waits until it shows what was found for it. */
async function look(page, words) {
  const answered = page.waitForResponse(answer => answer.url().endsWith('/find') && answer.request().postData() === `words=${words.replaceAll(' ', '+')}`);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(words);
  await answered;
}

journey('By keyboard alone a director finds tonight’s evening group and opens it, and no address says what was sought', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t);
  const asked = [];
  page.on('request', request => asked.push(request.url()));
  await signIn(page, clinic, 'director');
  await page.keyboard.press('Control+k');
  await chosen(page).filter({ hasText: 'Census and risk' }).waitFor();
  await assertAccessible(page);
  await look(page, 'tue eve');
  await chosen(page).filter({ hasText: 'Evening A' }).waitFor();
  const first = await chosen(page).getAttribute('id');
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await chosen(page).getAttribute('id'), first);
  assert.equal(await page.locator('#pal-words').getAttribute('aria-activedescendant'), await chosen(page).getAttribute('id'));
  await page.keyboard.press('ArrowUp');
  assert.equal(await chosen(page).getAttribute('id'), first);
  await assertAccessible(page);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/today/2026-10-13/s/*');
  assert.equal(await page.locator('h1').innerText(), 'Evening A');
  assert.ok(asked.every(address => !/tue/i.test(address)), asked.join('\n'));
});

journey('A person is found by their name, nothing is found by nonsense, and the dialog keeps nothing when it closes', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { dark: true });
  await signIn(page, clinic, 'facilitator');
  await page.keyboard.press('Control+k');
  await look(page, 'ma');
  const person = page.locator('#pal [role=option][href^="/clients/"] bdi', { hasText: '.' }).first();
  await person.waitFor();
  assert.match(await person.innerText(), /^\S+ \p{L}\.$/u, 'first name and initial');
  await look(page, 'zebrafish');
  await page.getByText('Nothing found for').waitFor();
  assert.equal(await page.locator('#pal-words').getAttribute('aria-expanded'), 'false');
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await page.locator('#pal').waitFor({ state: 'hidden' });
  assert.equal(await page.locator('#pal-words').inputValue(), '');
  assert.equal(await page.locator('#pal').getByText('zebrafish').count(), 0);
});

journey('Without scripts the line at the top finds the same on a page of its own', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { noScripts: true });
  await signIn(page, clinic, 'director');
  await page.fill('.top .search input', 'evening a today');
  await page.press('.top .search input', 'Enter');
  await page.locator('h1', { hasText: 'Find' }).waitFor();
  assert.equal(new URL(page.url()).search, '');
  await page.locator('.found a', { hasText: 'Evening A' }).first().click();
  await page.waitForURL('**/today/2026-10-13/s/*');
});

journey('Keys walk the rows and lead to pages, not while somebody writes, and not once they are turned off', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t);
  await signIn(page, clinic, 'director');
  await page.goto(`${clinic.url}/today`);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const first = await page.locator('.group a').first().getAttribute('href');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), first);
  await page.keyboard.press('?');
  await page.locator('#keys[open]').waitFor();
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.locator('#pal[open]').waitFor();
  await page.keyboard.type('ga');
  assert.equal(await page.locator('#pal-words').inputValue(), 'ga');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.waitForURL('**/account');
  await page.keyboard.press('?');
  await page.uncheck('#letters');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.keyboard.press('?');
  assert.equal(await page.locator('#keys[open]').count(), 0);
  assert.equal(new URL(page.url()).pathname, '/account');
  await page.keyboard.press('Control+k');
  await page.locator('#pal[open]').waitFor();
  await page.keyboard.press('Escape');
  await page.reload();
  await page.click('[data-keys]');
  assert.equal(await page.isChecked('#letters'), false, 'kept on this device');
});

journey('A form with something to put right is read from its summary, and what was done can be taken back', async t => {
  const clinic = await openClinic(t, { gallery: true });
  const page = await openPage(t);
  await signIn(page, clinic, 'director');
  await page.goto(`${clinic.url}/gallery/form`);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'problems');
  assert.match(await page.title(), /^Error: /);
  await page.click('#problems a >> nth=0');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'name');
  await page.locator('.toast button', { hasText: 'Undo' }).click();
  await page.waitForURL('**/gallery');
});

journey('A request in place that the server could not answer takes nothing away and can be sent again', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { allow: [/status of 503/] });
  await signIn(page, clinic, 'director');
  let fails = true;
  await page.route('**/account/theme', route => (fails ? route.fulfill({ status: 503, body: '<p>down</p>' }) : route.fulfill({ status: 200, body: '<p>saved</p>' })));
  await page.evaluate(() => {
    const form = document.createElement('form');
    form.innerHTML = '<input name="theme" value="auto" aria-label="Words"><button>Send in place</button><output></output>';
    form.setAttribute('hx-post', '/account/theme');
    form.setAttribute('hx-target', 'find output');
    document.querySelector('main').append(form);
    htmx.process(form);
  });
  const form = page.locator('main form:has(output)');
  await form.locator('input').fill('what I wrote');
  await form.locator('button').click();
  await page.locator('#failed').waitFor();
  assert.equal(await form.locator('output').innerText(), '');
  assert.equal(await form.locator('input').inputValue(), 'what I wrote');
  fails = false;
  await page.click('#failed button');
  await form.locator('output', { hasText: 'saved' }).waitFor();
  await page.locator('#failed').waitFor({ state: 'hidden' });
});
