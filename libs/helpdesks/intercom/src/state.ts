import { HelpdeskError, type Receipt, type Step } from '@nightdesk/helpdesks/contract';
import { call, targetPath, type Target } from './calls.js';
import { readThread, type Thread } from './reads.js';
import { TicketStateList, type TicketRow } from './shapes.js';
import type { Writing } from './writes.js';

type Status = Extract<Step, { kind: 'status' }>['status'];

/** Snoozing needs an end, and only the state of a ticket can wait for the customer. */
const settable = {
  conversation: { open: 'open', solved: 'close' },
  ticket: { open: 'in_progress', pending: 'waiting_on_customer', solved: 'resolved' },
} as const satisfies Record<Target['kind'], Partial<Record<Status, string>>>;

/** @throws HelpdeskError `invalid` */
export function refuseStatus({ kind }: Target, status: Status): void {
  if (Object.hasOwn(settable[kind], status)) return;
  const can = Object.keys(settable[kind]).join(', ');
  throw new HelpdeskError(
    'invalid',
    `an Intercom ${kind} cannot be set to ${status}; it can be set to: ${can}`,
  );
}

/** @throws HelpdeskError `invalid` */
export function refuseAssignee(assigneeId: string | null): void {
  // 0 is Intercom's word for nobody, and ours is null
  if (assigneeId === null || /^[1-9]\d{0,19}$/.test(assigneeId)) return;
  throw new HelpdeskError('invalid', 'the assignee is not known: Intercom admin ids are numbers');
}

export async function setStatus({ send, target, adminId }: Writing, status: Status): Promise<Receipt> {
  const thread = await readThread(send, target);
  if (thread.ticket.status === status) return receiptOf(thread);
  if (thread.row) return setTicketState({ send, target, adminId }, thread.row, status);
  const words: Partial<Record<Status, string>> = settable.conversation;
  const body = { message_type: words[status], type: 'admin', admin_id: adminId };
  return receiptOf(await send({ method: 'POST', ...targetPath(target, '/parts'), body, repeatable: true }));
}

async function setTicketState(
  { send, target, adminId }: Writing,
  row: TicketRow,
  status: Status,
): Promise<Receipt> {
  const words: Partial<Record<Status, string>> = settable.ticket;
  const category = words[status] ?? '';
  const stateId = row.ticket_state.category === category ? null : await stateOf({ send }, row, category);
  const body = {
    ...(stateId === null ? {} : { ticket_state_id: stateId }),
    // a ticket that was closed without being resolved would stay closed in any state
    ...(status !== 'solved' && row.open === false ? { open: true } : {}),
    admin_id: Number(adminId),
  };
  return receiptOf(await send({ method: 'PUT', ...targetPath(target), body, repeatable: true }));
}

/** States belong to types of tickets; a state of another type is refused, and a type may have several of a category. */
async function stateOf(
  { send }: Pick<Writing, 'send'>,
  { ticket_type }: TicketRow,
  category: string,
): Promise<string> {
  const route = '/ticket_states';
  const { body } = await call(send, { method: 'GET', path: route, route }, TicketStateList);
  const typeId = String(ticket_type?.id);
  const found = body.data.find(
    (state) =>
      state.category === category &&
      state.archived !== true &&
      (state.ticket_types?.data ?? []).some(({ id }) => String(id) === typeId),
  );
  if (found) return String(found.id);
  throw new HelpdeskError('invalid', `this ticket’s type has no state of the category ${category}`);
}

export async function assign(
  { send, target, adminId }: Writing,
  assigneeId: string | null,
): Promise<Receipt> {
  const thread = await readThread(send, target);
  if (thread.ticket.assigneeId === assigneeId) return receiptOf(thread);
  const assignee_id = assigneeId ?? '0';
  const request =
    target.kind === 'ticket'
      ? ({
          method: 'PUT',
          ...targetPath(target),
          body: { assignee_id, admin_id: Number(adminId) },
        } as const)
      : ({
          method: 'POST',
          ...targetPath(target, '/parts'),
          body: { message_type: 'assignment', type: 'admin', admin_id: adminId, assignee_id },
        } as const);
  try {
    return receiptOf(await send({ ...request, repeatable: true }));
  } catch (error) {
    // the ticket was read just now, so it is the assignee who does not exist
    if (error instanceof HelpdeskError && error.kind === 'not_found')
      throw new HelpdeskError('invalid', 'Intercom does not know the assignee', {
        ...error.details,
        cause: error,
      });
    throw error;
  }
}

const receiptOf = ({ requestId }: { requestId: string | undefined } | Thread): Receipt => ({
  requestId,
  remoteIds: [],
});
