import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { signIn } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

/** The first member of staff who leads a group on the list, sorted by hours. */
async function openBusiest(page, clinic) {
  await page.goto(`${clinic.url}/staff?sort=hours`);
  await page.locator('table.staff tbody th a').first().click();
  await page.getByRole('heading', { name: 'This week' }).waitFor();
  return page.url();
}

async function setLastDay(page, day) {
  await page.getByRole('link', { name: 'Change details' }).click();
  await page.getByLabel('Last day of the licence').fill(day);
  await page.getByRole('button', { name: 'Save the details' }).click();
  await page.getByText('. Saved').waitFor();
}

journey('A licence lapses tomorrow: staff says so, the sessions are given to somebody qualified, the warning is gone', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t);
  await signIn(page, clinic, 'director');
  const own = await openBusiest(page, clinic);
  const name = await page.locator('h1').innerText();
  await setLastDay(page, '2026-10-14');
  await page.goto(`${clinic.url}/staff`);
  await assertAccessible(page);
  const named = page.locator('.licences li', { hasText: name });
  assert.match(await named.innerText(), /weekly groups? planned after\. Could step in:/);
  await named.getByRole('link').click();
  await page.getByRole('heading', { name: /^The licence ends on Oct 14, 2026\. \d+ weekly groups? planned after it\./ }).waitFor();
  await assertAccessible(page);
  const left = page.locator('section[aria-labelledby=behind] .left-list > li');
  const before = await left.count();
  const can = left.filter({ has: page.locator('a.btn') });
  assert.ok(await can.count() > 0, 'somebody could step in for one of them');
  await can.first().locator('a.btn').first().click();
  await page.getByRole('button', { name: 'Look at what it touches' }).click();
  await page.getByRole('button', { name: /^Change it/ }).click();
  await page.getByText('. Saved').waitFor();
  await page.goto(own);
  assert.equal(await left.count(), before - 1, 'one fewer is left');
  await setLastDay(page, '2028-10-14');
  assert.equal(await page.locator('section[aria-labelledby=behind]').count(), 0, 'the licence was renewed');
});

for (const noScripts of [false, true]) {
  journey(`A facilitator is out tonight: somebody stands in, and the board is clean again${noScripts ? ', without scripts on a phone' : ''}`, async t => {
    const clinic = await openClinic(t);
    const page = await openPage(t, noScripts ? { noScripts: true, width: 320, height: 700 } : {});
    await signIn(page, clinic, 'director');
    await page.goto(`${clinic.url}/staff?role=facilitator&sort=hours`);
    const people = await page.locator('table.staff tbody th a').evaluateAll(links => links.map(link => link.href));
    // Somebody who leads tonight, and for whose group somebody is free.
    let own;
    for (const address of people) {
      await page.goto(address);
      if (await page.locator('section[aria-labelledby=week] tr', { hasText: 'Tue Oct 13' }).count() === 0) continue;
      await page.getByRole('link', { name: 'Add out days' }).click();
      await page.getByRole('textbox', { name: 'Why' }).fill('Ill tonight');
      await page.getByRole('button', { name: 'Look at what it leaves' }).click();
      await page.locator('#leaves').waitFor();
      if (await page.locator('.left-list a.btn').count() > 0) { own = address; break; }
    }
    assert.ok(own, 'somebody leads a group tonight that another could lead');
    if (!noScripts) await assertAccessible(page);
    await page.getByRole('button', { name: 'Save the out days' }).click();
    await page.waitForURL(own);
    const left = page.locator('section[aria-labelledby=out] .left-list > li');
    const before = await left.count();
    if (!noScripts) await assertAccessible(page);
    await left.locator('a.btn').first().click();
    assert.notEqual(await page.getByLabel('Who stands in').inputValue(), '', 'who was asked is chosen');
    await page.getByLabel('Why').fill('Ill tonight');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.goto(own);
    assert.equal(await left.count(), before - 1, 'one fewer is left');
    await page.getByRole('button', { name: 'Take back Tue Oct 13' }).click();
    await page.getByText(/ is here Tue Oct 13\. Saved/).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Take back Tue Oct 13' }).count(), 1);
  });
}
