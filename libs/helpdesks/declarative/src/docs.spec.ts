import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { placeholders } from './template.js';
import { Keys } from './schema/declaration.js';

interface Node {
  $ref?: string;
  $defs?: Record<string, Node>;
  properties?: Record<string, Node>;
  items?: Node;
  oneOf?: Node[];
  anyOf?: Node[];
  required?: string[];
  default?: unknown;
}

/** Every key of a shape, as a path, with what it is when left out. A list's entries follow `[]`. */
function keysOf(node: Node, path = ''): string[] {
  const below = Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [`${at}: ${whenLeftOut(child, node.required?.includes(key) ?? false)}`, ...keysOf(child, at)];
  });
  const choices = [...(node.oneOf ?? []), ...(node.anyOf ?? [])].flatMap((choice) => keysOf(choice, path));
  return [...new Set([...below, ...choices, ...(node.items ? keysOf(node.items, `${path}[]`) : [])])];
}

function whenLeftOut(node: Node, isRequired: boolean): string {
  if (isRequired) return 'required';
  const isSaid = node.default !== undefined && typeof node.default !== 'object' && node.default !== '';
  return isSaid ? `\`${String(node.default)}\`` : '';
}

const schema = z.toJSONSchema(Keys, { io: 'input' }) as Node;
const named = Object.entries(schema.$defs ?? {}).filter(([name]) => !name.startsWith('__'));
const text = readFileSync('docs/declarative-platforms.md', 'utf8');

/** The rows of the tables below a heading: the first column, in back quotes, and the second. */
function documented(heading: string): string[] {
  const level = heading.startsWith('###') ? /^#{2,3} /m : /^## /m;
  const [, section = ''] = text.split(`\n${heading}\n`);
  return [...(section.split(level)[0] ?? '').matchAll(/^\| `([^`]+)` +\| ([^|]*?) *\|/gm)].map(
    ([, key = '', leftOut = '']) => `${key}: ${leftOut}`,
  );
}

test('the document explains every key of a file, once, and no other', () => {
  expect(documented('## Every key').toSorted()).toEqual(keysOf(schema).toSorted());
});

test.each(named)('the document explains every key of a %s', (name, node) => {
  expect(documented(`### A ${name}`).toSorted()).toEqual(keysOf(node).toSorted());
});

test('the document explains every placeholder', () => {
  const names = documented('### Placeholders').map((row) => row.slice(0, row.indexOf(':')));
  expect(new Set(names)).toEqual(new Set(placeholders.map((name) => `{{${name}}}`)));
});
