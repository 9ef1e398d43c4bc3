import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benches } from './benches.js';

/**
 * `npm run bench -- NAME`: measures one of the promises that only a measurement can show, beside what people use today where
 * there is such a thing, and prints a table. `--json FILE` writes the figures, `--seed N` repeats a plan of arrivals. Exit
 * code 1 when Nightdesk misses what it promises.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string' },
    'answer-ms': { type: 'string' },
    scenario: { type: 'string' },
    contenders: { type: 'string' },
  },
});
const [name = ''] = positionals;
const bench = benches[name];
if (!bench) {
  console.error(`Say which: npm run bench -- ${Object.keys(benches).join(' | ')}`);
  process.exit(2);
}
const words = (text: string | undefined) => text?.split(',').map((word) => word.trim()) ?? null;
const figure = (text: string | undefined) => (text === undefined ? null : Number(text));
const seed = Number(values.seed);
const result = await bench({
  seed,
  seconds: figure(values.seconds),
  answerMs: figure(values['answer-ms']),
  scenarios: words(values.scenario),
  contenders: words(values.contenders),
});
for (const miss of result.missed) console.error(`✗ ${miss}`);
if (values.json !== undefined) {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const told = { ...result.figures, seed, engine: result.engine, commit, failed: result.missed.length };
  await writeFile(values.json, `${JSON.stringify(told, null, 2)}\n`);
}
process.exit(result.missed.length > 0 ? 1 : 0);
