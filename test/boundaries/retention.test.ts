import { readFileSync } from 'node:fs';

/** Every table of the schema, and of the document those that its first column names. */
const inSchema = [...readFileSync('prisma/schema.prisma', 'utf8').matchAll(/@@map\("(\w+)"\)/g)].map(
  ([, name]) => name ?? '',
);
const described = readFileSync('docs/operations-retention.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''));

test('docs/operations-retention.md says of every table how it grows and what is deleted, and of none that is not there', () => {
  expect(described.length).toBeGreaterThan(30);
  expect(described.toSorted()).toEqual(inSchema.toSorted());
});
