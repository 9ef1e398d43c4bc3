import { rateLimitHeaders, tooMany } from './rate-limit.headers.js';
import type { Verdict } from './verdict.js';

const verdict = (limit: string, more: Partial<Verdict> = {}): Verdict => ({
  limit,
  rate: { points: 600, seconds: 60 },
  refused: false,
  remaining: 599,
  resetMs: 41_200,
  ...more,
});

test('the asker’s limits are told, and what all together have left is not', () => {
  const costly = verdict('standard-costly-10', { rate: { points: 60, seconds: 60 }, remaining: 12 });
  expect(
    rateLimitHeaders([verdict('standard'), costly, verdict('installation', { remaining: 3 })], 1_000),
  ).toEqual({
    'RateLimit-Policy': '"standard";q=600;w=60, "costly-route";q=60;w=60',
    RateLimit: '"standard";r=599;t=42, "costly-route";r=12;t=42',
    'X-RateLimit-Limit': '60',
    'X-RateLimit-Remaining': '12',
    'X-RateLimit-Reset': '43',
  });
});

test.each(['standard', 'high', 'address', 'installation', 'high-costly-10'])(
  'a refusal by %s names the limit, and says when to come back and what to do',
  (limit) => {
    const refused = verdict(limit, { refused: true, remaining: 0 });
    const name = limit === 'high-costly-10' ? 'costly-route' : limit;
    expect(rateLimitHeaders([verdict('standard'), refused], 0)).toMatchObject({
      RateLimit: `"standard";r=599;t=42, "${name}";r=0;t=42`,
      'X-RateLimit-Remaining': '0',
    });
    const { status, detail, retryAfterSeconds } = tooMany(refused);
    expect([status, retryAfterSeconds]).toEqual([429, 42]);
    expect(detail).toContain(`"${name}" of 600 requests in 60 s`);
    expect(detail).toMatch(/again then\. \S.*\.$/); // what to do
  },
);
