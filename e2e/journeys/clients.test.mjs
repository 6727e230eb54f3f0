import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { signIn } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

/** Goes on with the Tab key until this has the focus. */
async function tabTo(page, wanted) {
  for (let at = 0; at < 80; at++) {
    if (await wanted.evaluate(node => node === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the Tab key does not lead to ${wanted}`);
}

/** Writes a date as whoever knows it by heart does: month, day, year. */
async function writeDate(page, field, digits) {
  await tabTo(page, field);
  await page.keyboard.type(digits);
}

async function evening(clinic, page) {
  await page.goto(`${clinic.url}/today`);
  await page.getByRole('link', { name: /Evening A/ }).first().click();
  await page.waitForURL('**/s/*');
}

journey('A person is admitted from the keyboard alone and stands on tonight’s list', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { allow: [/status of 422/] });
  await signIn(page, clinic, 'director');
  await page.goto(`${clinic.url}/clients`);
  await assertAccessible(page);
  await tabTo(page, page.getByRole('link', { name: 'Add a person' }));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/clients/new');
  await assertAccessible(page);

  await tabTo(page, page.getByLabel('First name'));
  await page.keyboard.type('Zoë');
  await tabTo(page, page.getByLabel('Last name'));
  await page.keyboard.type('Quist');
  await writeDate(page, page.getByLabel('Date of birth'), '05041990');
  await tabTo(page, page.getByLabel('Track'));
  await page.keyboard.type('Evening A');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  // The group meets on four days and has no seat; each is said beside its field, and what was written is still there.
  await page.getByRole('alert').getByText('Choose which 3 they attend.').waitFor();
  await assertAccessible(page);
  assert.equal(await page.getByLabel('First name').inputValue(), 'Zoë');
  for (const day of ['Monday', 'Tuesday', 'Thursday']) {
    await tabTo(page, page.getByLabel(day).first());
    await page.keyboard.press('Space');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('the group is meant for 12').waitFor();
  await assertAccessible(page);
  await tabTo(page, page.getByLabel('Add them to the full group'));
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/clients\/[0-9a-f-]{36}/);
  await page.getByText(/is added, in Evening A from Tue Oct 13/).waitFor();
  await assertAccessible(page);
  assert.ok(!(await page.title()).includes('Quist'));

  await evening(clinic, page);
  await page.getByRole('link', { name: 'Zoë Q.' }).waitFor();
});

journey('Without scripts a person is admitted, one who may be here already is named first, and the details are corrected', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { noScripts: true, width: 390, height: 844, allow: [/status of 422/] });
  await signIn(page, clinic, 'admissions');
  await page.goto(`${clinic.url}/clients`);
  const known = await page.locator('[data-row] th a').first().innerText();
  const [first, ...last] = known.split(' ');
  await page.getByRole('link', { name: 'Add a person' }).click();
  await page.getByLabel('First name').fill(first.toUpperCase());
  await page.getByLabel('Last name').fill(last.join(' '));
  await page.getByRole('button', { name: 'Add the person' }).last().click();
  await page.getByRole('heading', { name: 'May be here already' }).waitFor();
  await page.getByText('Same name').first().waitFor();
  await page.getByRole('button', { name: 'Change what I wrote' }).click();
  await page.getByLabel('Last name').fill('محمد بن عبد الرحمن');
  await page.getByLabel('Track').selectOption({ index: 1 });
  for (const day of ['Monday', 'Tuesday', 'Wednesday']) await page.getByLabel(day).first().check({ force: true });
  await page.getByRole('button', { name: 'Add the person' }).last().click();
  await page.waitForURL(/\/clients\/[0-9a-f-]{36}/);
  const chart = new URL(page.url()).pathname.split('/').slice(0, 3).join('/');

  await page.goto(`${clinic.url}/clients`);
  await page.getByLabel('Name, record or phone number').fill('محم');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('1 person found').waitFor();
  assert.equal(new URL(page.url()).search, '', 'no name stands in the address');
  const width = await page.evaluate(() => document.documentElement.scrollWidth).catch(() => 390);
  assert.ok(width <= 390, `nothing is wider than the screen: ${width}`);

  await page.goto(`${clinic.url}${chart}/details`);
  await page.getByText('When they can come').click();
  await page.getByLabel('Tuesday').first().check({ force: true });
  await page.locator('#can1_from').fill('17:00');
  await page.locator('#can1_to').fill('22:00');
  await page.getByRole('button', { name: 'Save the details' }).last().click();
  await page.getByText('The details are as you wrote them. Saved').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back.').waitFor();
});

journey('Dark, at 320 pixels and on a therapist’s own list the pages keep nobody out', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { width: 320, height: 800, dark: true });
  await signIn(page, clinic, 'primary_therapist');
  await page.goto(`${clinic.url}/clients`);
  await page.getByRole('heading', { name: 'My caseload' }).waitFor();
  await assertAccessible(page);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(await wide() <= 320, `the list is ${await wide()} wide`);
  await page.locator('[data-row] th a').first().click();
  await page.goto(`${clinic.url}${new URL(page.url()).pathname.split('/').slice(0, 3).join('/')}/details`);
  await page.getByText('When they can come').click();
  await page.getByText('Keep apart from somebody').click();
  await assertAccessible(page);
  assert.ok(await wide() <= 320, `the form is ${await wide()} wide`);
});
