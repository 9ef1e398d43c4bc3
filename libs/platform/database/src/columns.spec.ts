import { columns } from './columns.js';
import { Prisma } from './generated/client.js';

test('each column is named, under its field’s name', () => {
  expect(columns(Prisma.CeilingScalarFieldEnum, 'c')).toBe(
    'c.scope AS "scope", c.ratio AS "ratio", c.set_by AS "setBy", c.set_at AS "setAt"',
  );
});
