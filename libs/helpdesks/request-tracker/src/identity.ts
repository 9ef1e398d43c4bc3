import { HelpdeskError, type Identity, type Send } from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { call, root, search } from './calls.js';
import { personOf } from './mapping.js';
import { TransactionRow, UserRow } from './shapes.js';

const About = z.looseObject({ Version: z.string(), Plugins: z.unknown().optional() });
const Own = UserRow.extend({ Privileged: z.union([z.number(), z.string()]).nullish() });

/**
 * Three calls, more for a user who has never done anything. REST 2 has no call for the token's own user; but RT tells its
 * plugins only to a SuperUser, knows `__CurrentUser__` in queries, and shows some fields of a user only to that user.
 */
export async function whoami(send: Send): Promise<Identity> {
  const { body: about } = await call(send, { method: 'GET', path: `${root}/rt`, route: `${root}/rt` }, About);
  const id = (await idByDeeds(send)) ?? (await idByPrivacy(send));
  const { body: own } = await call(
    send,
    { method: 'GET', path: `${root}/user/${id}`, route: `${root}/user/:id` },
    Own,
  );
  if (Number(own.Privileged ?? 0) !== 1) throw unprivileged();
  const isAdmin = about.Plugins !== undefined;
  return {
    user: personOf(own, 'agent'),
    platformRole: isAdmin ? 'SuperUser' : 'Privileged',
    isAdmin,
    scopes: [],
    expiresAt: null,
  };
}

const unprivileged = () =>
  new HelpdeskError('agent_gone', 'the user behind the auth token is not privileged in Request Tracker');

/** Who has done what `__CurrentUser__` has done last. */
async function idByDeeds(send: Send): Promise<string | null> {
  const { items } = await search(
    send,
    {
      path: '/transactions',
      where: "Creator = '__CurrentUser__'",
      fields: 'Creator',
      subfields: { Creator: 'id' },
      orderby: [['id', 'DESC']],
      perPage: 20,
    },
    TransactionRow,
  );
  const creator = items[0]?.Creator;
  return creator ? String(creator.id) : null;
}

/** Customers' names are their addresses, so most searches end with the few users of the first kind. */
const mostLikelyFirst = ['NOT LIKE', 'LIKE'] as const;

/** Only one user shows us who created it: ourselves, unless we administrate users. */
async function idByPrivacy(send: Send): Promise<string> {
  for (const operator of mostLikelyFirst) {
    for (let page = 1; page <= 50; page += 1) {
      const { items, total } = await users(send, operator, page);
      const [one, another] = items.filter(({ Creator }) => Creator);
      if (one && !another) return String(one.id);
      if (another || page * 100 >= (total ?? 0)) break;
    }
  }
  throw new HelpdeskError(
    'invalid',
    'Request Tracker does not tell whose auth token this is, because its user administrates users and has done nothing yet. Log in as that user, write a comment on any ticket, and try again.',
  );
}

async function users(send: Send, operator: (typeof mostLikelyFirst)[number], page: number) {
  const where = JSON.stringify([{ field: 'Name', operator, value: '@' }]);
  const wanted = { path: '/users', fields: 'id,Creator', orderby: [['id', 'ASC']], perPage: 100 } as const;
  try {
    return await search(
      send,
      { ...wanted, where, page },
      UserRow.extend({ Creator: z.unknown().optional() }),
    );
  } catch (error) {
    if (error instanceof HelpdeskError && error.kind === 'forbidden') throw unprivileged();
    throw error;
  }
}
