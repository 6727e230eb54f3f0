// How many taps, and how long, twelve people with three exceptions take: node e2e/taps.mjs
// Target sizes and distances are measured on the page at 820 x 1180; the seconds are a model's, not a person's.
//
// Each tap: 1.2 s to look and decide, and the movement by Fitts: 0.1 s + 0.15 s x log2(distance / size + 1).
// 1.2 s is a glance at a name and a choice of three; 0.1 s and 0.15 s a bit are for an unhurried finger on glass. They are
// assumptions: nobody has been timed yet. Looking is two thirds of the whole, so the number of taps decides, not where
// they lie. Size is the smaller side of the target.
import { openPage } from './lib/browser.mjs';
import { openClinic } from './lib/clinic.mjs';
import { openGroup, says, signIn, tally } from './lib/group.mjs';

const DECIDE = 1.2, FITTS_START = 0.1, FITTS_PER_BIT = 0.15;
const EXCEPTIONS = [[2, 'Late'], [5, 'Absent'], [7, 'Absent']];

const middle = box => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
const movement = (from, box) => {
  const { x, y } = middle(box);
  return FITTS_START + FITTS_PER_BIT * Math.log2(Math.hypot(x - from.x, y - from.y) / Math.min(box.width, box.height) + 1);
};
/** Seconds for a row of targets, one after the other, from the middle of the screen. */
function seconds(boxes) {
  let from = { x: 410, y: 590 }, sum = 0;
  for (const box of boxes) {
    sum += DECIDE + movement(from, box);
    from = middle(box);
  }
  return sum;
}

const open = [];
try {
  const t = { after: close => open.unshift(close) };
  const clinic = await openClinic(t);
  const page = await openPage(t, { width: 820, height: 1180 });
  await signIn(page, clinic, 'facilitator');
  await openGroup(page);

  const button = (at, word) => page.locator('.pc').nth(at).getByRole('button', { name: word });
  const rest = page.locator('#rest');
  const people = await page.locator('.pc').count();
  const all = [];
  for (let at = 0; at < people; at++) for (const word of ['Present', 'Late', 'Absent']) all.push(await button(at, word).boundingBox());
  const least = all.reduce((a, b) => (a.width * a.height <= b.width * b.height ? a : b));
  const last = Math.max(...all.map(box => box.y + box.height));
  console.log(`${people} people at 820 x 1180; smallest target ${Math.round(least.width)} x ${Math.round(least.height)} px; last button ends at ${Math.round(last)} px`);

  const restBox = await rest.boundingBox();
  const byRest = [restBox];
  for (const [at, word] of EXCEPTIONS) byRest.push(await button(at, word).boundingBox());
  const oneByOne = [];
  for (let at = 0; at < people; at++) {
    const exception = EXCEPTIONS.find(([which]) => which === at);
    oneByOne.push(await button(at, exception ? exception[1] : 'Present').boundingBox());
  }
  console.log(`rest, then 3 exceptions: ${byRest.length} taps, ${seconds(byRest).toFixed(1)} s by the model`);
  console.log(`one by one: ${oneByOne.length} taps, ${seconds(oneByOne).toFixed(1)} s by the model`);

  // The same by script: a tap, then wait until the server has it.
  const began = performance.now();
  let before = began;
  const took = [];
  const saved = async (at, word) => { await says(page, at, word); took.push(performance.now() - before); before = performance.now(); };
  await rest.click();
  await saved(0, 'Present');
  for (const [at, word] of EXCEPTIONS) {
    await button(at, word).click();
    await saved(at, word);
  }
  const wall = performance.now() - began;
  console.log(`by script, tap to saved: ${took.map(ms => `${Math.round(ms)} ms`).join(', ')}; ${Math.round(wall)} ms in all (${await tally(page)})`);
  if (byRest.length !== 4 || !/^9present 1late 2absent 0to mark$/.test(await tally(page))) process.exitCode = 1;
} finally {
  for (const close of open) await close();
}
