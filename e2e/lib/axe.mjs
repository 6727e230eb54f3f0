// WCAG 2.2 A and AA, as far as a machine can see them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const AXE = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export async function assertAccessible(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(rules => axe.run({ runOnly: rules }), RULES);
  const sentences = found.violations.flatMap(({ id, help, nodes }) => nodes.map(node => `${id}: ${help}: ${node.target.join(' ')}`));
  assert.deepEqual(sentences, [], `${page.url()} keeps somebody out`);
}
