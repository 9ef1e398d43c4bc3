import type { Call, Endpoint } from '../call.js';
import { actorOf, conversationOf } from '../call.js';
import { assigneeNotFound, parameterInvalid, parameterMissing } from '../errors.js';
import { fields, idOf, timeOf } from '../input.js';
import { threadJson } from '../present/conversation.js';
import { bodyOf } from '../said.js';
import type { Actor } from '../thread.js';
import type { Conversation } from '../types.js';
import { assign, close, open, snooze } from './acts.js';

type Given = Record<string, unknown>;
interface Act {
  /** What it takes beside `message_type`, `type` and `admin_id`. */
  takes: string[];
  types: string[];
  do(call: Call, conversation: Conversation, actor: Actor, given: Given): void;
}

const said = ({ body }: Given) => (body === undefined ? null : bodyOf(body));

/** What can be done to a conversation. Each makes a part, also when nothing is different afterwards. */
const acts = new Map<unknown, Act>([
  [
    'close',
    {
      takes: ['body'],
      types: ['admin'],
      do: ({ workspace }, conversation, actor, given) => close(workspace, conversation, actor, said(given)),
    },
  ],
  [
    'open',
    {
      takes: [],
      types: ['admin'],
      do: ({ workspace }, conversation, actor) => open(workspace, conversation, actor),
    },
  ],
  ['snoozed', { takes: ['snoozed_until'], types: ['admin'], do: snoozeUntil }],
  ['assignment', { takes: ['assignee_id', 'body'], types: ['admin', 'team'], do: assignTo }],
]);

function snoozeUntil({ workspace }: Call, conversation: Conversation, actor: Actor, given: Given): void {
  if (given['snoozed_until'] === undefined) throw parameterMissing('snoozed_until');
  const until = timeOf(given['snoozed_until'], 'snoozed_until');
  if (until <= workspace.now) throw parameterInvalid('snoozed_until must lie in the future');
  snooze(workspace, conversation, actor, until);
}

function assignTo({ workspace }: Call, conversation: Conversation, actor: Actor, given: Given): void {
  if (given['type'] === undefined) throw parameterMissing('type');
  const type = given['type'] === 'team' ? 'team' : 'admin';
  const id = idOf(given['assignee_id'], 'assignee_id');
  const { admins, teams } = workspace;
  const exists = type === 'admin' ? admins.get(id)?.removed === false : teams.has(id);
  if (id !== '0' && !exists) throw assigneeNotFound();
  assign(workspace, conversation, actor, { type, id, body: said(given) });
}

function manage(call: Call) {
  const conversation = conversationOf(call);
  const messageType = (call.body as Given | undefined)?.['message_type'];
  const act = acts.get(messageType);
  if (!act)
    throw messageType === undefined
      ? parameterMissing('message_type')
      : parameterInvalid(`message_type must be one of ${[...acts.keys()].join(', ')}`);
  const given = fields(call.body, ['message_type', 'type', 'admin_id', ...act.takes]);
  if (given['type'] !== undefined && !act.types.some((type) => type === given['type']))
    throw parameterInvalid(`type must be ${act.types.join(' or ')}`);
  act.do(call, conversation, actorOf(call, given['admin_id']), given);
  return { status: 200, body: threadJson(call.workspace, conversation) };
}

export const conversationManagement: Endpoint = {
  method: 'POST',
  path: '/conversations/:id/parts',
  need: ['write_conversations'],
  target: (call) => conversationOf(call),
  handle: manage,
};
