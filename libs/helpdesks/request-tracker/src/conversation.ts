import type { Message, Send } from '@nightdesk/helpdesks/contract';
import { call, inside, root, ticketPath } from './calls.js';
import { messageOf, personFields } from './mapping.js';
import { AttachmentRow, pageOf, TransactionRow } from './shapes.js';

const messageTypes = ['Create', 'Correspond', 'Comment'].map((value) => ({ field: 'Type', value }));

/**
 * Messages by rising number. RT leaves out what our user may not see after it has cut the page, so a short page is the
 * last one only if nothing is hidden: comments are hidden all or not at all, and nothing else of these types is.
 */
export async function conversation(
  send: Send,
  ticketId: string,
  customers: ReadonlySet<string>,
  perPage: number,
): Promise<Message[]> {
  const messages: Message[] = [];
  let last = '0';
  let showsComments = false;
  for (;;) {
    const { body } = await call(
      send,
      {
        method: 'GET',
        ...ticketPath(ticketId, '/history'),
        query: {
          query: JSON.stringify([...messageTypes, { field: 'id', operator: '>', value: last }]),
          fields: 'Type,Created,Creator',
          ...inside({ Creator: personFields }),
          orderby: 'id',
          per_page: perPage,
        },
      },
      pageOf(TransactionRow),
    );
    const texts = body.items.length > 0 ? await textsOf(send, body.items, perPage) : [];
    for (const row of body.items) {
      showsComments ||= row.Type === 'Comment';
      last = String(row.id);
      const parts = texts.filter(({ TransactionId }) => String(TransactionId) === String(row.id));
      messages.push(...[messageOf(row, parts, customers)].filter((message) => message !== null));
    }
    const hidesNothing = showsComments || typeof body.total === 'number';
    if (body.items.length === 0 || (body.items.length < perPage && hidesNothing)) return messages;
  }
}

/** The texts of some messages; what RT mailed about them stays out, and so do files, unless they are texts. */
async function textsOf(
  send: Send,
  transactions: readonly TransactionRow[],
  perPage: number,
): Promise<AttachmentRow[]> {
  const wanted = [
    ...transactions.map(({ id }) => ({ field: 'TransactionId', value: id })),
    ...['text/plain', 'text/html'].map((value) => ({ field: 'ContentType', value })),
  ];
  const texts: AttachmentRow[] = [];
  for (let page = 1; ; page += 1) {
    const { body } = await call(
      send,
      {
        method: 'POST', // a search whose conditions do not fit into an address
        path: `${root}/attachments`,
        route: `${root}/attachments`,
        query: {
          fields: 'TransactionId,ContentType,Content,Filename,Headers',
          orderby: 'id',
          per_page: perPage,
          page,
        },
        body: wanted,
        repeatable: true,
      },
      pageOf(AttachmentRow),
    );
    texts.push(...body.items);
    if (body.items.length < perPage) return texts;
  }
}
