import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dashboard } from './monitoring/dashboard.js';
import { alertRules, anchorOf, ruleTests } from './monitoring/rules.js';

const read = (name: string) => readFileSync(`docs/monitoring/${name}`, 'utf8');

test.each([
  ['alert-rules.yml', alertRules],
  ['rules.test.yml', ruleTests],
  ['grafana-dashboard.json', dashboard],
])('docs/monitoring/%s says what the tables say; else run npm run docs:causes', (name, text) => {
  expect(read(name)).toBe(text());
});

const Rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ annotations: z.record(z.string(), z.string()) })) })),
});

test('every alert leads to a section of the runbook', () => {
  const headings = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^#+ (.*)$/gm)];
  const anchors = new Set(headings.map(([, heading = '']) => `docs/runbook.md#${anchorOf(heading)}`));
  const links = Rules.parse(parse(read('alert-rules.yml'))).groups.flatMap(({ rules }) =>
    rules.map(({ annotations }) => annotations['runbook_url'] ?? 'none'),
  );
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter((link) => !anchors.has(link))).toEqual([]);
});

test('panels of the dashboard do not cover one another', () => {
  const Panel = z.object({
    gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  });
  const { panels } = z.object({ panels: z.array(Panel) }).parse(JSON.parse(dashboard()));
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});
