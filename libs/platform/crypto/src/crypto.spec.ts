import { inspect } from 'node:util';
import fc from 'fast-check';
import { hashPassword, matchesPassword, sameText, sha256 } from './hash.js';
import { KeyRing, KeyRingError } from './key-ring.js';
import { Secret } from './secret.js';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const ring = new KeyRing(`k2:${key(2)},k1:${key(1)}`);

describe('KeyRing', () => {
  test('what was sealed opens to the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, purpose) => {
        expect(ring.open(ring.seal(new Secret(text), purpose), purpose).reveal()).toBe(text);
      }),
    );
  });

  test('a record sealed by an older key still opens, and new records use the first key', () => {
    const old = new KeyRing(`k1:${key(1)}`).seal(new Secret('s'), 'p');
    expect(ring.open(old, 'p').reveal()).toBe('s');
    expect(ring.seal(new Secret('s'), 'p')).toMatch(/^v1\.k2\./);
  });

  test('a record moved to another purpose, or changed, does not open', () => {
    const record = ring.seal(new Secret('s'), 'access:1');
    expect(() => ring.open(record, 'access:2')).toThrow(KeyRingError);
    const parts = record.split('.');
    const bytes = Buffer.from(parts.pop() ?? '', 'base64url');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    const changed = [...parts, bytes.toString('base64url')].join('.');
    expect(() => ring.open(changed, 'access:1')).toThrow(KeyRingError);
  });

  test('a damaged record is told as one, and a shortened proof is none', () => {
    const [version, id, iv, tag = '', sealed] = ring.seal(new Secret('s'), 'p').split('.');
    const short = Buffer.from(tag, 'base64url').subarray(0, 8).toString('base64url');
    for (const record of [
      [version, id, iv, short, sealed],
      [version, id, 'AA', 'AA', 'AA'],
      [version, id],
    ])
      expect(() => ring.open(record.join('.'), 'p')).toThrow(KeyRingError);
  });

  test('a missing key is named', () => {
    const record = ring.seal(new Secret('s'), 'p');
    expect(() => new KeyRing(`k1:${key(1)}`).open(record, 'p')).toThrow(/"k2"/);
  });

  test('what an older key signed still verifies; another use, another text, another key or no signature does not', () => {
    const signature = new KeyRing(`k1:${key(1)}`).sign('state', 'text');
    expect(ring.verify('state', 'text', signature)).toBe(true);
    expect(ring.verify('state', 'text', ring.sign('state', 'text'))).toBe(true);
    expect(ring.sign('state', 'text')).not.toBe(signature);
    const wrong: [string, string, string][] = [
      ['csrf', 'text', signature],
      ['state', 'texts', signature],
      ['state', 'text', new KeyRing(`k1:${key(3)}`).sign('state', 'text')],
      ['state', 'text', ''],
      ['state', 'text', `${signature}00`],
      ['state', 'text', 'é'.repeat(64)],
    ];
    for (const [use, text, made] of wrong) expect(ring.verify(use, text, made)).toBe(false);
  });

  test.each(['', 'k1', 'k1:short', `k1:${key(1)},k1:${key(2)}`])('the ring %j is refused', (text) => {
    expect(() => new KeyRing(text)).toThrow(KeyRingError);
  });
});

test('a secret prints as [sealed] everywhere', () => {
  const secret = new Secret('hunter2');
  const prints = [
    String(secret),
    secret.toString(),
    JSON.stringify({ secret }),
    inspect(secret),
    inspect({ deep: { secret } }),
  ];
  for (const print of prints) expect(print).not.toContain('hunter2');
});

test('a password matches its own hash only', async () => {
  const stored = await hashPassword('correct horse');
  expect(await matchesPassword('correct horse', stored)).toBe(true);
  expect(await matchesPassword('correct hors', stored)).toBe(false);
});

test('hashes and comparisons know where one part ends and the next begins', () => {
  expect(sha256('ab', 'c')).not.toBe(sha256('a', 'bc'));
  expect(sameText('same', 'same')).toBe(true);
  expect(sameText('same', 'samee')).toBe(false);
});
