import assert from 'node:assert/strict';
import { assertAccessible } from '../lib/axe.mjs';
import { openPage } from '../lib/browser.mjs';
import { openClinic } from '../lib/clinic.mjs';
import { signIn } from '../lib/group.mjs';
import { journey } from '../lib/journey.mjs';

/** The gallery, and the whole pages it leads to. */
async function pages(page, clinic) {
  await page.goto(`${clinic.url}/gallery`);
  const found = await page.locator('main a[href^="/gallery/"]').evaluateAll(links => links.map(link => link.getAttribute('href')));
  const whole = [...new Set(found)].filter(path => !path.startsWith('/gallery/nowhere'));
  assert.ok(whole.length > 10, whole.join());
  return ['/gallery', ...whole];
}

journey('Every component in every state is open to everyone, in light and in dark, on a phone and on a desk', async t => {
  const clinic = await openClinic(t, { gallery: true });
  for (const width of [390, 1280]) {
    for (const dark of [false, true]) {
      const page = await openPage(t, { width, dark });
      await signIn(page, clinic, 'facilitator');
      for (const path of await pages(page, clinic)) {
        await page.goto(clinic.url + path);
        await assertAccessible(page);
      }
    }
  }
});

journey('No component in any state is wider than a small phone, nor with its text twice as large', async t => {
  const clinic = await openClinic(t, { gallery: true });
  const page = await openPage(t, { width: 320, height: 700 });
  await signIn(page, clinic, 'facilitator');
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  for (const path of await pages(page, clinic)) {
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(clinic.url + path);
    assert.ok(await fits(), `${path} at 320`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    assert.ok(await fits(), `${path} at 1280, text at 200 %`);
  }
});

journey('A clinic that was not asked for the gallery has none', async t => {
  const clinic = await openClinic(t);
  const page = await openPage(t, { allow: [/status of 404/] });
  await signIn(page, clinic, 'facilitator');
  for (const path of ['/gallery', '/gallery/pin', '/gallery/session/many']) {
    assert.equal((await page.goto(clinic.url + path)).status(), 404, path);
  }
});
