import { relative } from 'node:path';
import type { Settings } from './settings.js';

/** What somebody needs who has just started Nightdesk for the first time. */
export function banner(settings: Settings, password: string, database: string): string {
  const { publicUrl, sandboxUrl, exampleUrl, ADMIN_EMAIL, logs } = settings;
  return `
  Nightdesk runs at   ${publicUrl}
  Log in as           ${ADMIN_EMAIL}   password ${password}   (until you choose another one on the page)
  Sandbox helpdesk    ${sandboxUrl}
  Example automation  ${exampleUrl}   (examples/answer-tickets.ts)

  Try it:
    1. Log in, press "Connect a helpdesk", choose Zendesk, type the site "acme" and allow access.
    2. Write a ticket as the customer: ${sandboxUrl}
    3. Within about a second the example answers and solves it; the page shows each stop.

  Data ${database}   logs ${relative('', logs)}   stop with Ctrl-C
`;
}
