import type { HelpdeskAdapter, Ticket } from '@nightdesk/helpdesks/contract';
import type { Stage } from './stage.js';

const who = ['admin', 'agent'] as const;
const ids = (tickets: readonly Ticket[]) => new Set(tickets.map(({ id }) => id));

export function pagingPromises(stage: () => Stage, { listOpen }: HelpdeskAdapter): void {
  const openMany = async () => {
    const { remote, many } = stage();
    const opened = await Promise.all(
      many.map((number) => remote.customerOpens(`Ticket ${number}`, 'Please')),
    );
    await remote.settle();
    return opened;
  };

  test.each(who)('listing changes as %s ends and misses nothing', async (as) => {
    const since = new Date(Date.now() - 1000);
    const opened = await openMany();
    const listed = await stage().listAll({ since }, stage().remote.credentials[as]);
    expect([...ids(listed)]).toEqual(expect.arrayContaining(opened));
  });

  test.each(who)(
    'what changes while %s reads pages is told, and moves nothing else out of sight',
    async (as) => {
      const { remote } = stage();
      const credential = remote.credentials[as];
      const since = new Date(Date.now() - 1000);
      const opened = await openMany();
      let changed: string[] = [];
      const change = async (first: readonly Ticket[]) => {
        const read = ids(first);
        const unread = opened.filter((id) => !read.has(id));
        changed = [
          ...opened.filter((id) => read.has(id)).slice(0, 3),
          ...unread.slice(0, 1),
          ...unread.slice(-1),
        ];
        for (const id of changed) await remote.customerReplies(id, 'One more thing');
      };
      const listed = await stage().listAll({ since }, credential, change);
      // a list that ends with its first page is changed after it
      if (changed.length === 0) await change(listed);
      await remote.settle();
      const [moved = ''] = changed;
      const { updatedAt } = (await stage().read(moved)).ticket;
      const next = await stage().listAll({ since: updatedAt }, credential);
      expect([...ids([...listed, ...next])]).toEqual(expect.arrayContaining(opened));
      expect([...ids(next)]).toEqual(expect.arrayContaining(changed));
      expect(next.find(({ id }) => id === moved)?.updatedAt).toEqual(updatedAt);
    },
  );

  test.each(who)('a site where nothing changed lists nothing for %s', async (as) => {
    const { credentials } = stage().remote;
    const inAnHour = new Date(Date.now() + 3_600_000);
    expect(await stage().listAll({ since: inAnHour }, credentials[as])).toEqual([]);
  });

  test('a ticket that changed at the very instant is not missed', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const { createdAt } = (await stage().read(ticketId)).ticket;
    await remote.settle();
    const listed = await stage().listAll({ since: createdAt });
    expect([...ids(listed)]).toContain(ticketId);
  });

  test('what is known of the role does not change what is listed', async () => {
    const { remote } = stage();
    const since = new Date(Date.now() - 1000);
    const opened = await remote.customerOpens('Help', 'Please');
    await remote.settle();
    for (const isAdmin of [undefined, false] as const) {
      const from = isAdmin === undefined ? { since } : { since, isAdmin };
      expect([...ids(await stage().listAll(from, remote.credentials.agent))]).toContain(opened);
    }
  });

  if (!listOpen) return;
  test.each(who)('what is open is listed to the end for %s, also while tickets change', async (as) => {
    const { remote } = stage();
    const opened = await openMany();
    const listed: Ticket[] = [];
    let cursor: string | null = null;
    for (let pages = 0; pages < 50; pages += 1) {
      const page = await listOpen(stage().send(remote.credentials[as]), cursor);
      listed.push(...page.tickets);
      ({ cursor } = page);
      if (cursor === null) break;
      for (const id of [opened[0], opened.at(-1)])
        if (pages === 0 && id !== undefined) await remote.customerReplies(id, 'One more thing');
    }
    expect(cursor).toBeNull();
    expect([...ids(listed)]).toEqual(expect.arrayContaining(opened));
    expect(listed.length).toBe(ids(listed).size);
  });
}
