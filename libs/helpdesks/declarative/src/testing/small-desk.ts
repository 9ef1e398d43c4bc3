import type { PlatformRequest, PlatformResponse, Send } from '@nightdesk/helpdesks/contract';
import { declarePlatform } from '../declare.js';

/** All that the example is not: read by time, known by name and key, no marks, whole seconds, HTML, one fixed site. */
export const smallFile = `
platform: small-desk
title: Small Desk
baseUrl: https://small.example/api
auth: { kind: basic, user: '{{email}}/token', password: '{{key}}', keyWhere: Profile > Token }
timeFormat: unixSeconds
limits: { windows: [{ name: account, calls: 60, seconds: 60 }] }
whoami: { call: { path: /whoami }, fields: { id: id } }
list:
  call: { method: POST, path: /search, body: { changedAfter: '{{since}}', count: '{{size}}' } }
  items: .
  pagination: { kind: time, size: 3 }
  overlapSeconds: 0
ticket:
  call: { path: '/t/{{ticketId}}' }
  item: .
  fields:
    id: no
    status: status
    tags: labels
    tagName: name
    requester: { id: from }
    createdAt: opened
    updatedAt: changed
conversation:
  items: posts
  fields: { id: no, html: html, createdAt: at, author: { id: by } }
  kind: { at: hidden, reply: [false], note: [true] }
  first: { html: description }
statuses: { read: { 1: open, 2: closed }, write: { closed: 2 } }
write:
  reply: { method: POST, path: '/t/{{ticketId}}/posts', body: { html: '{{html}}', hidden: false } }
  note: { method: POST, path: '/t/{{ticketId}}/posts', body: { html: '{{html}}', hidden: true } }
  status: { method: PUT, path: '/t/{{ticketId}}', body: { status: '{{status}}' }, repeatable: true }
`;
export const smallDesk = declarePlatform(smallFile, 'small-desk.yaml');

/** The file with one piece of text replaced. */
export function changed(from: string, to: string): string {
  if (!smallFile.includes(from)) throw new Error(`the file has no ${from}`);
  return smallFile.replace(from, to);
}

/** A `Send` that answers from a function, and what was sent. */
export function recorder(answer: (request: PlatformRequest) => Partial<PlatformResponse>): {
  send: Send;
  sent: PlatformRequest[];
} {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    return Promise.resolve({
      status: 200,
      headers: {},
      body: undefined,
      requestId: 'req-1',
      ...answer(request),
    });
  };
  return { send, sent };
}

/** A ticket as Small Desk shows it; times in seconds. */
export const ticketRow = (no: number, changedAt: number, more: object = {}) => ({
  no,
  status: 1,
  labels: [{ name: 'a' }],
  from: 'cleo',
  opened: 1000,
  changed: changedAt,
  description: '<p>Please</p>',
  posts: [],
  ...more,
});
