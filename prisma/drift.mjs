/** `npm run db:drift`: fails when schema.prisma and the migrations do not describe the same database. */
import { difference, main } from './difference.mjs';

await main(async () => {
  const sql = await difference();
  if (sql === '') {
    console.log('schema.prisma and the migrations agree.');
    return 0;
  }
  console.error(`schema.prisma and the migrations differ. The migrations lack this SQL:

${sql}
If schema.prisma is right:    npm run db:migration -- name_of_the_change
If the migrations are right:  change schema.prisma until this check passes (prisma/README.md says how).`);
  return 1;
});
