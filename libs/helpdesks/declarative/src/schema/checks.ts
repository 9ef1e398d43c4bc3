import type { z } from 'zod';
import { checkSite, type Problem } from './site.js';
import { placeholdersIn, type Placeholder } from '../template.js';
import type { Declaration } from './declaration.js';

/** What no single key can say wrong: keys that contradict one another, or that lack another. */
export function check(declaration: Declaration, context: z.RefinementCtx): void {
  const problem: Problem = (path, message) => context.addIssue({ code: 'custom', path, message });
  checkSite(declaration, problem);
  checkCalls(declaration, problem);
  checkList(declaration, problem);
  checkConversation(declaration, problem);
  checkWrites(declaration, problem);
  for (const name of Object.keys(declaration.headers))
    if (/^(authorization|host|content-type|content-length|connection)$/i.test(name))
      problem(['headers', name], 'this header is not for a file to set; see "auth" for credentials');
  const names = declaration.limits.windows.map(({ name }) => name);
  if (new Set(names).size < names.length)
    problem(['limits', 'windows'], 'give each window a name of its own');
}

const paging = ['cursor', 'page', 'offset', 'size'] as const;
const ofWrites = ['ticketId', 'operationId', 'authorId'] as const;
const mayUse = {
  reply: [...ofWrites, 'text', 'html'],
  note: [...ofWrites, 'text', 'html'],
  status: [...ofWrites, 'status'],
  assignee: [...ofWrites, 'assigneeId'],
  addTags: [...ofWrites, 'tags', 'tag'],
  removeTags: [...ofWrites, 'tags', 'tag'],
} satisfies Record<keyof Declaration['write'], readonly Placeholder[]>;

function checkCalls(declaration: Declaration, problem: Problem): void {
  const calls: [path: string[], call: object | undefined, allowed: readonly Placeholder[]][] = [
    [['whoami', 'call'], declaration.whoami.call, []],
    [['list', 'call'], declaration.list.call, ['since', ...paging]],
    [['ticket', 'call'], declaration.ticket.call, ['ticketId']],
    [['conversation', 'call'], declaration.conversation.call, ['ticketId', ...paging]],
    ...Object.entries(mayUse).map(
      ([step, allowed]): [string[], object | undefined, readonly Placeholder[]] => [
        ['write', step],
        declaration.write[step as keyof typeof mayUse],
        allowed,
      ],
    ),
    ...Object.entries(declaration.capabilities).map(
      ([name, { probe }]): [string[], object | undefined, []] => [['capabilities', name, 'probe'], probe, []],
    ),
  ];
  for (const [path, call, allowed] of calls) {
    if (!call) continue;
    for (const { name, at, isWhole } of placeholdersIn(call)) {
      const known = allowed.map((one) => `{{${one}}}`).join(', ') || 'none';
      if (!allowed.some((one) => one === name))
        problem([...path, ...at], `{{${name}}} is no placeholder of this call; it has: ${known}`);
      else if (!isWhole && at[0] !== 'path')
        problem([...path, ...at], `{{${name}}} must be the whole value, with no text around it`);
    }
    if (allowed.includes('ticketId') && !uses(call, 'ticketId'))
      problem(path, 'say which ticket, with {{ticketId}}');
  }
}

const uses = (call: object, name: Placeholder) => placeholdersIn(call).some((one) => one.name === name);

const turnsBy = { cursor: 'cursor', page: 'page', offset: 'offset', time: 'since', none: null } as const;

function checkPaging(
  path: string,
  { call, pagination }: { call?: object | undefined; pagination: Declaration['list']['pagination'] },
  problem: Problem,
): void {
  const turning = turnsBy[pagination.kind];
  if (turning && !(call && uses(call, turning)))
    problem([path, 'call'], `pagination "${pagination.kind}" needs {{${turning}}} in the call`);
  for (const name of paging) {
    const hasValue = name === turning || (name === 'size' && 'size' in pagination);
    if (call && uses(call, name) && !hasValue)
      problem([path, 'pagination'], `{{${name}}} is used in the call and has no value in this pagination`);
  }
}

function checkList({ list }: Declaration, problem: Problem): void {
  const { kind } = list.pagination;
  checkPaging('list', list, problem);
  if (list.order === 'oldestFirst' && !uses(list.call, 'since'))
    problem(['list', 'call'], 'say since when, with {{since}}, or list by "order: newestFirst"');
  // in a list by the oldest change first, a ticket that changes meanwhile moves the others to pages already read
  if ((kind === 'page' || kind === 'offset') && list.order !== 'newestFirst')
    problem(['list', 'order'], `pagination "${kind}" misses tickets unless the list is "newestFirst"`);
  if (kind === 'time' && list.order !== 'oldestFirst')
    problem(['list', 'order'], 'pagination "time" needs a list that is "oldestFirst"');
}

function checkConversation({ conversation, write }: Declaration, problem: Problem): void {
  const { fields, kind, first, pagination } = conversation;
  checkPaging('conversation', conversation, problem);
  if (pagination.kind === 'time')
    problem(
      ['conversation', 'pagination', 'kind'],
      'a conversation cannot be read by time; use another kind',
    );
  if (!fields.text && !fields.html) problem(['conversation', 'fields'], 'say where the text or html stands');
  if (first && !first.text && !first.html)
    problem(['conversation', 'first'], 'say where the text or html stands in the ticket');
  if (write.note && !kind) problem(['conversation', 'kind'], 'say how a note is told from a reply');
}

function checkWrites({ conversation, statuses, ticket, write }: Declaration, problem: Problem): void {
  for (const [step, call] of Object.entries(write)) {
    if (call && uses(call, 'tag') && !call.repeatable)
      problem(
        ['write', step, 'repeatable'],
        '{{tag}} makes one call for each tag, so they must be repeatable',
      );
    const mustUse = mayUse[step as keyof typeof mayUse].filter(
      (name) => !ofWrites.some((one) => one === name),
    );
    if (call && !mustUse.some((name) => uses(call, name)))
      problem(
        ['write', step],
        `use ${mustUse.map((name) => `{{${name}}}`).join(' or ')}, or nothing is said`,
      );
    if (
      (step === 'reply' || step === 'note') &&
      call &&
      conversation.fields.operationId &&
      !uses(call, 'operationId')
    )
      problem(['write', step], 'conversation.fields.operationId is read back: send {{operationId}} there');
  }
  for (const [ours, word] of Object.entries(statuses.write)) {
    const read = statuses.read[String(word)] ?? statuses.otherwise;
    if (read !== ours)
      problem(
        ['statuses', 'write', ours],
        `statuses.read takes "${word}" for ${read}; a status must come back as it was set`,
      );
  }
  if (write.status && Object.keys(statuses.write).length === 0)
    problem(['statuses', 'write'], 'say which statuses write.status can set');
  if ((write.addTags || write.removeTags) && !ticket.fields.tags)
    problem(['ticket', 'fields', 'tags'], 'tags are written: say where they are read');
  if (write.assignee && !ticket.fields.assigneeId)
    problem(['ticket', 'fields', 'assigneeId'], 'the assignee is written: say where it is read');
}
