import { columns } from './columns.js';
import { Prisma } from './generated/client.js';

test('each column is named, under its field’s name', () => {
  expect(columns(Prisma.CeilingScalarFieldEnum)).toBe(
    'scope AS "scope", ratio AS "ratio", set_by AS "setBy", set_at AS "setAt"',
  );
});

test('a list that was never given is an empty one, as for Prisma', () => {
  expect(columns({ id: 'id', remoteIds: 'remoteIds' }, ['remoteIds'])).toBe(
    `id AS "id", coalesce(remote_ids, '{}') AS "remoteIds"`,
  );
});
