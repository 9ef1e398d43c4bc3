/**
 * The columns of a table as fields of its model, for the SQL of a hot path: `state_since AS "stateSince"`. Each is named,
 * because a prepared `SELECT *` breaks when a migration adds a column under it.
 * @param fields Prisma's enumeration of the model's fields, e.g. `Prisma.AccountScalarFieldEnum`.
 * @param lists those that are lists: Prisma stores one that it is not given as NULL, and reads that as empty.
 */
export function columns<Field extends string>(
  fields: Readonly<Record<Field, string>>,
  lists: readonly NoInfer<Field>[] = [],
): string {
  return (Object.keys(fields) as Field[])
    .map((field) => {
      const column = columnOf(field);
      return `${lists.includes(field) ? `coalesce(${column}, '{}')` : column} AS "${field}"`;
    })
    .join(', ');
}

/** As prisma/schema.prisma maps them all. */
const columnOf = (field: string) => field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
