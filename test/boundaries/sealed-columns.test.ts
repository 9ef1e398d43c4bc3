import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { nameOf, sealedColumns } from '@nightdesk/key-rotation';

/** `table.column` of every field named `sealed…` in the schema. */
function inSchema(): string[] {
  const models = readFileSync('prisma/schema.prisma', 'utf8').matchAll(/^model \w+ \{\n(.*?)^\}/gms);
  return [...models].flatMap(([, body = '']) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
    const fields = body.split('\n').filter((line) => /^\s+sealed/.test(line));
    return fields.map(
      (line) => `${table}.${/@map\("(\w+)"\)/.exec(line)?.[1] ?? line.trim().split(/\s/)[0]}`,
    );
  });
}

test('every sealed column of the schema is sealed anew when the key is changed', () => {
  const fields = inSchema();
  expect(fields.length).toBeGreaterThan(8);
  expect(sealedColumns.map(nameOf).toSorted()).toEqual(fields.toSorted());
});
