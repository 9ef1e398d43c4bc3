import type { Call, Endpoint } from '../call.js';
import { conversationOf } from '../call.js';
import { threadJson } from '../present/conversation.js';
import { readReply } from '../said.js';
import { adminWrites, contactWrites } from './acts.js';

/** Answers with the whole conversation: which of its parts is the new one is for the caller to find out. */
function reply(call: Call) {
  const { workspace } = call;
  const conversation = conversationOf(call);
  const said = readReply(call, conversation);
  const { body, saidAt } = said;
  if (said.from === 'contact')
    contactWrites(workspace, conversation, { body, saidAt, via: call.app.packageCode, at: workspace.now });
  else adminWrites(workspace, conversation, said.actor, { part_type: said.part_type, body, saidAt });
  return { status: 200, body: threadJson(workspace, conversation) };
}

export const conversationReply: Endpoint = {
  method: 'POST',
  path: '/conversations/:id/reply',
  need: ['write_conversations'],
  target: (call) => conversationOf(call),
  handle: reply,
};
