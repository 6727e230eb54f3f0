// Debian's Chromium, a fresh profile for each page. A page that complains, or asks anyone but this machine, fails its test.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const HERE = /^(https?:\/\/127\.0\.0\.1[:/]|data:|blob:|about:)/;
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  // Not by a route, which would also turn the cache off.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/** `allow` names complaints that the journey provokes on purpose, such as /status of 422/. */
export async function openPage(t, { width = 1280, height = 900, dark = false, noScripts = false, allow = [] } = {}) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  const faults = [];
  const fault = text => { if (!allow.some(pattern => pattern.test(text))) faults.push(text); };
  t.after(async () => {
    await browser.close();
    assert.deepEqual(faults, [], 'the page complained');
  });
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    javaScriptEnabled: !noScripts,
  });
  context.on('request', request => { if (!HERE.test(request.url())) fault(`asked ${request.url()}`); });
  context.on('weberror', error => fault(`${error.error()}`));
  context.on('console', message => { if (message.type() === 'error') fault(`${message.text()} ${message.location().url}`); });
  return context.newPage();
}
