import type { HelpdeskAdapter } from '@nightdesk/helpdesks/contract';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { DeclaredAdapter } from './adapter.js';
import { DeclarationInvalid, type Problem } from './invalid.js';
import { Declaration } from './schema/declaration.js';

/**
 * The adapter for a platform that a file describes (docs/declarative-platforms.md).
 * @param yamlText the file, YAML 1.2.
 * @param name what errors call the file: its path.
 * @throws DeclarationInvalid when the file does not describe a platform; it names everything that is wrong at once.
 */
export function declarePlatform(yamlText: string, name: string): HelpdeskAdapter {
  return new DeclaredAdapter(readDeclaration(yamlText, name), name);
}

/** @throws DeclarationInvalid */
export function readDeclaration(yamlText: string, name: string): Declaration {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, uniqueKeys: true });
  const [mistake] = document.errors;
  if (mistake) {
    const says = `this is not YAML: ${mistake.message.split('\n')[0]}`;
    throw new DeclarationInvalid(name, [{ path: '', line: mistake.linePos?.[0].line ?? null, says }]);
  }
  const read = Declaration.safeParse(plainValue(document, name));
  if (read.success) return read.data;
  const problems = read.error.issues.flatMap(causes).map(({ path, message }): Problem => ({
    path: path.join('.'),
    line: lineOf(document, path, lines),
    says: message,
  }));
  throw new DeclarationInvalid(name, problems);
}

/** An alias that is used too often is refused: it could grow without end. */
function plainValue(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 }) as unknown;
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    throw new DeclarationInvalid(name, [{ path: '', line: null, says: `${cause.message}: write it out` }]);
  }
}

interface Cause {
  path: (string | number)[];
  message: string;
}

/** What zod found, as sentences that say what to do. */
function causes(issue: z.core.$ZodIssue): Cause[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: 'there is no such key; remove it' }));
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = [...issue.errors].sort((one, other) => depth(other) - depth(one))[0] ?? [];
    return closest.flatMap((inner) => causes({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  if (issue.code === 'invalid_type' && issue.input === undefined && /received undefined/.test(issue.message))
    return [{ path, message: `is missing; add it (${issue.expected})` }];
  return [{ path, message: issue.message }];
}

const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(...issues.map(({ path }) => path.length));

/** The line of the key, or of what it should have stood in. */
function lineOf(document: Document, path: readonly (string | number)[], lines: LineCounter): number | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}
