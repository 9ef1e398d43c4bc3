import { ApiError } from '@nightdesk/sdk';
import { troublesOf } from './system-troubles.js';

const failed = (status: number) =>
  troublesOf(new ApiError({ status, title: 't', detail: 'd', traceId: '', errors: [] } as never)).map(
    ({ id }) => id,
  );

test('an api that does not answer is told from one that cannot reach its database', () => {
  expect(failed(0)).toEqual(['unreachable']);
  expect(failed(502)).toEqual(['unreachable']);
  expect(failed(503)).toEqual(['storage_away']);
  expect(failed(500)).toEqual(['failed']);
});

test('who is not logged in, or may not ask, sees no trouble', () => {
  expect([failed(401), failed(403)]).toEqual([[], []]);
});
