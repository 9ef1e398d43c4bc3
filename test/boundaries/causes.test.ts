import { readFileSync } from 'node:fs';
import { causesDocument } from '../../libs/incidents/src/causes.document.js';
import { incidentCauses } from '../../libs/incidents/src/causes.js';

test('docs/causes.md says what the tables say; else run npm run docs:causes', () => {
  expect(readFileSync('docs/causes.md', 'utf8')).toBe(causesDocument());
});

test.each(Object.entries(incidentCauses))(
  '%s says when it holds, what it means and what to do',
  (_, text) => {
    const { title, holds, effect, remedy } = text;
    for (const words of [title, holds, effect, remedy]) expect(words.length).toBeGreaterThan(5);
    // A mail's subject and a row of the page have no room for more.
    expect(title.length).toBeLessThan(45);
  },
);
