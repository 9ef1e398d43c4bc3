import { gzipSync } from 'node:zlib';
import type { WebhookChange } from './shots.types.js';

/** A real delivery, changed. */
export function changed(body: Buffer, changes: readonly WebhookChange[]): Buffer {
  return changes.reduce((now, change) => apply(now, change), body);
}

function apply(body: Buffer, [kind, at, odd]: WebhookChange): Buffer {
  const text = body.toString();
  const index = at % Math.max(1, body.length);
  const inserted = (field: string) => Buffer.from(text.replace('{', `{${field},`));
  switch (kind) {
    case 'cut':
      return body.subarray(0, index);
    case 'flip': {
      const copy = Buffer.from(body);
      if (copy.length > 0) copy[index] = (copy[index] ?? 0) ^ (1 << (at % 8));
      return copy;
    }
    case 'double':
      return Buffer.from(text.replace(/("\w+":("[^"]*"|\d+)),/, '$1,$1,$1,'));
    case 'deep':
      return inserted(`"deep":${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    case 'long number':
      return Buffer.from(text.replace(/\d+/, '9'.repeat(1 + (at % 400))));
    case 'odd value': {
      const values = [...text.matchAll(/:\s*("[^"]*"|\d+|null|true|false)/g)];
      const value = values[at % Math.max(1, values.length)];
      if (!value) return body;
      const end = value.index + value[0].length;
      return Buffer.from(`${text.slice(0, value.index)}:${JSON.stringify(odd)}${text.slice(end)}`);
    }
    case 'random':
      return Buffer.from(odd);
    case 'gzip':
      return gzipSync(body);
    case 'utf-16':
      return Buffer.from(text, 'utf16le');
    case 'too large':
      // Rarely: each costs a mebibyte on both sides.
      return at % 8 === 0
        ? Buffer.concat([body, Buffer.alloc(1_048_577 - Math.min(body.length, 1_048_576), 32)])
        : body;
    case 'nothing':
      return Buffer.alloc(0);
  }
}
