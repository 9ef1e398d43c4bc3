/**
 * The columns of a table as fields of its model, for the SQL of a hot path: `state_since AS "stateSince"`. Each is named,
 * because a prepared `SELECT *` breaks when a migration adds a column under it.
 * @param fields Prisma's enumeration of the model's fields, e.g. `Prisma.AccountScalarFieldEnum`.
 * @param of the table's name in the statement, where it has more than one.
 */
export function columns(fields: Readonly<Record<string, string>>, of?: string): string {
  const owner = of === undefined ? '' : `${of}.`;
  return Object.keys(fields)
    .map((field) => `${owner}${columnOf(field)} AS "${field}"`)
    .join(', ');
}

/** As prisma/schema.prisma maps them all. */
const columnOf = (field: string) => field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
