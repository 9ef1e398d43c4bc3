import * as conversations from './conversations/acts.js';
import { htmlOf } from './html.js';
import { attach, tagNamed } from './tags/tag.js';
import { asAdmin, operator } from './thread.js';
import * as tickets from './tickets/acts.js';
import type { Admin, Contact, Conversation } from './types.js';
import type { HubApp } from './hub/app.js';
import type { Story } from './seed-stories.js';
import { conversationStories, ticketStories } from './seed-stories.js';
import type { Workspace } from './workspace.js';

/** Tells the stories from the oldest on, through the same engine that API calls use. */
export function seedThreads(workspace: Workspace, app: HubApp): void {
  for (const story of conversationStories.toSorted((one, other) => other.hoursAgo - one.hoursAgo))
    tellConversation(workspace, story, app);
  for (const story of ticketStories) tellTicket(workspace, story);
}

const startOf = ({ now }: Workspace, { hoursAgo }: Story) => now - hoursAgo * 3600;
const stepOf = ({ hoursAgo, lines }: Story) =>
  Math.min(Math.floor((hoursAgo * 3600) / (lines.length + 2)), 6 * 3600);

function tellConversation(workspace: Workspace, story: Story, app: HubApp): void {
  const [[opener, opening] = ['', '']] = story.lines;
  const start = startOf(workspace, story);
  const contact = contactCalled(workspace, opener);
  const conversation = conversations.openConversation(
    workspace,
    contact,
    {
      type: story.byEmail ? 'email' : 'conversation',
      // E-mails have a subject, chats sometimes a title; both are HTML.
      title: story.byEmail ? null : (story.title ?? null),
      subject: story.byEmail ? htmlOf(story.title ?? '') : '',
      body: htmlOf(opening),
    },
    start,
  );
  story.lines.slice(1).forEach(([who, text, kind], index) => {
    const at = start + stepOf(story) * (index + 1);
    const body = htmlOf(text);
    if (who === opener) {
      conversations.contactWrites(workspace, conversation, { body, via: null, at });
      return;
    }
    const author = who === 'Operator' ? operator(workspace) : asAdmin(adminCalled(workspace, who));
    const via = kind === 'app' ? app.packageCode : null;
    const part_type = kind === 'note' ? 'note' : 'comment';
    conversations.adminWrites(workspace, conversation, { author, via, at }, { part_type, body });
  });
  settle(workspace, conversation, story, start + stepOf(story) * story.lines.length);
}

function settle(workspace: Workspace, conversation: Conversation, story: Story, at: number): void {
  const ada = adminCalled(workspace, 'Ada');
  const actor = { author: asAdmin(ada), via: null, at };
  if (story.assignee) {
    const { id } = adminCalled(workspace, story.assignee);
    conversations.assign(workspace, conversation, actor, { type: 'admin', id });
  }
  const team = [...workspace.teams.values()].find(({ name }) => name === story.team);
  if (team) conversations.assign(workspace, conversation, actor, { type: 'team', id: team.id });
  if (story.priority) conversations.setPriority(workspace, conversation, story.priority, at);
  for (const name of story.tags ?? []) attach(workspace, conversation, tagNamed(workspace, name), ada.id, at);
  if (story.state === 'closed') conversations.close(workspace, conversation, actor, null);
  if (story.state === 'snoozed')
    conversations.snooze(workspace, conversation, actor, workspace.now + 24 * 3600);
}

function tellTicket(workspace: Workspace, story: Story): void {
  const [[opener, opening] = ['', '']] = story.lines;
  const type = [...workspace.ticketTypes.values()].find(({ category }) => category === story.category);
  const start = startOf(workspace, story);
  const ticket = tickets.openTicket(
    workspace,
    contactCalled(workspace, opener),
    { typeId: type?.id ?? '', title: story.title ?? '', description: htmlOf(opening) },
    start,
  );
  story.lines.slice(1).forEach(([who, text, kind], index) => {
    const at = start + stepOf(story) * (index + 1);
    const body = htmlOf(text);
    const author = who === opener ? null : asAdmin(adminCalled(workspace, who));
    if (author === null) tickets.contactWrites(workspace, ticket, { body, via: null, at });
    else {
      const part_type = kind === 'note' ? 'note' : 'comment';
      tickets.adminWrites(workspace, ticket, { author, via: null, at }, { part_type, body });
    }
  });
  const at = start + stepOf(story) * story.lines.length;
  const actor = { author: asAdmin(adminCalled(workspace, 'Ada')), via: null, at };
  const state = workspace.statesOf(type?.id ?? '').find(({ category }) => category === story.ticketState);
  if (state) tickets.setState(workspace, ticket, actor, state);
  if (story.assignee) {
    const { id } = adminCalled(workspace, story.assignee);
    tickets.assign(workspace, ticket, actor, { type: 'admin', id });
  }
}

function called<Person extends Admin | Contact>(people: Map<string, Person>, firstName: string): Person {
  const person = [...people.values()].find(({ name }) => name.startsWith(`${firstName} `));
  if (!person) throw new Error(`nobody called ${firstName} in the seed`);
  return person;
}
const adminCalled = ({ admins }: Workspace, firstName: string) => called(admins, firstName);
const contactCalled = ({ contacts }: Workspace, firstName: string) => called(contacts, firstName);
