import type { Call, Endpoint } from '../call.js';
import { adminOf, conversationOf, ticketOf } from '../call.js';
import { conflict, parameterInvalid, tagNotFound } from '../errors.js';
import { fields, idOf } from '../input.js';
import { appliedTagJson } from '../present/thread.js';
import type { Conversation, Ticket } from '../types.js';
import { attach, detach, sameName, tagNamed } from './tag.js';

function save({ workspace, body }: Call) {
  const { name, id } = fields(body, ['name', 'id']);
  if (typeof name !== 'string' || name.trim() === '') throw parameterInvalid('invalid tag parameters');
  if (id === undefined) return { status: 200, body: { type: 'tag', ...tagNamed(workspace, name) } };
  const tag = workspace.tags.get(idOf(id, 'id'));
  if (!tag) throw tagNotFound();
  const taken = [...workspace.tags.values()].some((other) => other !== tag && sameName(other.name, name));
  if (taken) throw conflict(`There is a tag called ${name} already`);
  tag.name = name;
  return { status: 200, body: { type: 'tag', ...tag } };
}

/** Both answer with the tag, whether or not anything changed. */
function tagRoutes(
  path: string,
  need: Endpoint['need'],
  find: (call: Call) => Conversation | Ticket,
): Endpoint[] {
  const add = (call: Call) => {
    const thread = find(call);
    const { id, admin_id } = fields(call.body, ['id', 'admin_id']);
    const admin = adminOf(call, admin_id);
    const tag = call.workspace.tags.get(idOf(id, 'id'));
    if (!tag) throw tagNotFound();
    attach(call.workspace, thread, tag, admin.id);
    const applied = thread.tags.find(({ tagId }) => tagId === tag.id);
    return { status: 200, body: applied && appliedTagJson(call.workspace, applied) };
  };
  const take = (call: Call) => {
    const thread = find(call);
    const admin = adminOf(call, fields(call.body, ['admin_id'])['admin_id']);
    const tag = call.workspace.tags.get(call.params['tagId'] ?? '');
    if (!tag) throw tagNotFound();
    const applied = thread.tags.find(({ tagId }) => tagId === tag.id);
    detach(call.workspace, thread, tag.id);
    const shown = applied ?? { tagId: tag.id, appliedAt: call.workspace.now, adminId: admin.id };
    return { status: 200, body: appliedTagJson(call.workspace, shown) };
  };
  return [
    { method: 'POST', path, need, target: find, handle: add },
    { method: 'DELETE', path: `${path}/:tagId`, need, target: find, handle: take },
  ];
}

const conversation = (call: Call) => conversationOf(call, 'Conversation not found');

export const taggings: Endpoint[] = [
  {
    method: 'GET',
    path: '/tags',
    need: ['read_tags'],
    handle: ({ workspace }) => {
      const data = [...workspace.tags.values()].map((tag) => ({ type: 'tag', ...tag }));
      return { status: 200, body: { type: 'list', data } };
    },
  },
  { method: 'POST', path: '/tags', need: ['write_tags'], handle: save },
  ...tagRoutes('/conversations/:id/tags', ['write_tags', 'write_conversations'], conversation),
  ...tagRoutes('/tickets/:id/tags', ['write_tags', 'write_tickets'], ticketOf),
];
