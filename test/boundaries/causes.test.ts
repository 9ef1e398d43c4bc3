import { readFileSync } from 'node:fs';
import { causesDocument } from '../../libs/incidents/src/causes.document.js';
import { incidentCauses } from '../../libs/incidents/src/causes.js';
import { drillNames, drills } from '../drill/drills.js';
import { runbookText } from './runbook-text.js';

test('docs/causes.md says what the tables say; else run npm run docs:causes', () => {
  expect(readFileSync('docs/causes.md', 'utf8')).toBe(causesDocument());
});

test('docs/runbook.md says what the tables say; else run npm run docs:causes', () => {
  expect(readFileSync('docs/runbook.md', 'utf8')).toBe(runbookText());
});

test('every drill is of a cause that the table knows, or of the banner', () => {
  const known = (name: (typeof drillNames)[number]) =>
    drills[name].cause in incidentCauses || drills[name].seen === 'banner';
  expect(drillNames).toHaveLength(10);
  expect(drillNames.filter((name) => !known(name))).toEqual([]);
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
