// A test that is a sentence. What it opens is closed in the other order, all of it, also when something complains.
import test from 'node:test';

export function journey(sentence, steps) {
  test(sentence, async () => {
    const open = [];
    const faults = [];
    const attempt = async step => { try { await step(); } catch (fault) { faults.push(fault); } };
    await attempt(() => steps({ after: close => open.unshift(close) }));
    for (const close of open) await attempt(close);
    if (faults.length > 1) throw new AggregateError(faults, faults.map(fault => fault.message).join('\n\n'));
    if (faults.length === 1) throw faults[0];
  });
}
