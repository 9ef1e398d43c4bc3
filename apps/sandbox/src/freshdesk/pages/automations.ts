import { z } from 'zod';
import { escapeHtml } from '../../html.js';
import type { Call } from '../call.js';
import { addRule, NewRule, suggestedBody } from '../rules/add.js';
import type { Rule } from '../rules/rule.js';
import type { FreshdeskSite } from '../site.js';
import type { WebPage } from './layout.js';
import { backTo, formOf, option, pathAt, sitePage } from './layout.js';

const place = '/a/admin/automations';
const events = { 'ticket.created': 'Ticket is created', 'ticket.updated': 'Ticket is updated' };
const performers = { anyone: 'Anyone', requester: 'Requester', agent: 'Agent' };

type Filled = Record<'name' | 'event' | 'performed_by' | 'url' | 'headers' | 'body' | 'delay', string>;
const empty: Filled = {
  name: '',
  event: 'ticket.updated',
  performed_by: 'anyone',
  url: '',
  headers: '',
  body: suggestedBody,
  delay: '0',
};

function automations(site: FreshdeskSite, filled: Filled = empty, error?: string) {
  const rules = [...site.rules.values()].map((rule) => ruleCard(site, rule));
  const list = rules.length > 0 ? rules.join('') : '<p class="quiet">No rules yet.</p>';
  const main = `<section class="card"><h2>Rules</h2>${list}</section>${form(site, filled, error)}`;
  return sitePage(site, place, main, error === undefined ? 200 : 400);
}

function form(site: FreshdeskSite, filled: Filled, error: string | undefined): string {
  const value = (name: keyof Filled) => escapeHtml(filled[name]);
  const options = (names: Record<string, string>, chosen: string) =>
    Object.entries(names)
      .map(([name, label]) => option(name, label, name === chosen))
      .join('');
  const refused = error === undefined ? '' : `<p class="error" role="alert">${escapeHtml(error)}</p>`;
  return `<section class="card"><h2>New rule</h2>${refused}
<form method="post" action="${pathAt(site, place)}">
  <div><label for="name">Rule name</label><input id="name" name="name" value="${value('name')}" required data-testid="rule-name"></div>
  <div class="pair">
    <div><label for="event">When</label><select id="event" name="event" data-testid="rule-event">${options(events, filled.event)}</select></div>
    <div><label for="performed_by">Performed by</label><select id="performed_by" name="performed_by" data-testid="rule-performed-by">${options(performers, filled.performed_by)}</select></div>
    <div><label for="delay">Delay in seconds</label><input id="delay" name="delay" type="number" min="0" max="86400" value="${value('delay')}" data-testid="rule-delay"></div>
  </div>
  <p class="quiet">Action: trigger webhook, POST, JSON, advanced content</p>
  <div><label for="url">URL</label><input id="url" name="url" type="url" value="${value('url')}" required data-testid="rule-url"></div>
  <div><label for="headers">Custom headers, one a line as <code>Name: value</code></label><textarea id="headers" name="headers" class="mono" rows="3" spellcheck="false" data-testid="rule-headers">${value('headers')}</textarea></div>
  <div><label for="body">Content</label><textarea id="body" name="body" class="mono" rows="5" spellcheck="false" required data-testid="rule-body">${value('body')}</textarea>
  <p class="quiet">Placeholders such as <code>{{ticket.id}}</code> are replaced as they are; nothing is escaped.</p></div>
  <button class="primary" data-testid="rule-submit">Save and enable</button>
</form></section>`;
}

function ruleCard(site: FreshdeskSite, rule: Rule): string {
  const { id, name, active, event, performedBy, url, headers, body, delaySeconds, failureMails } = rule;
  const lines = Object.entries(headers).map(([key, value]) => `${key}: ${value}`);
  const last = rule.deliveries.at(-1);
  const sent = last
    ? `${rule.deliveries.length} sent, the last for ticket ${last.ticketId}: ${last.state}`
    : 'Nothing sent yet';
  const mails = failureMails > 0 ? ` · ${failureMails} given up` : '';
  const delay = delaySeconds > 0 ? `, after ${delaySeconds} s` : '';
  return `<article class="rule" data-testid="rule-row">
  <div class="title"><strong>${escapeHtml(name)}</strong><span class="quiet">${active ? 'Enabled' : 'Disabled'}</span></div>
  <p>${events[event]}, by ${performers[performedBy].toLowerCase()}${delay}</p>
  <pre>POST ${escapeHtml([url, ...lines].join('\n'))}\n\n${escapeHtml(body)}</pre>
  <p class="quiet">${sent}${mails}</p>
  <form class="buttons" method="post" action="${pathAt(site, `${place}/${id}`)}" style="display:flex">
    <button name="do" value="toggle" data-testid="rule-toggle">${active ? 'Disable' : 'Enable'}</button>
    <button name="do" value="delete" data-testid="rule-delete">Delete</button>
  </form>
</article>`;
}

function create(call: Call) {
  const sent = Object.fromEntries(formOf(call));
  const filled = { ...empty, ...sent };
  const headers = headerLines(filled.headers);
  if (headers === null) return automations(call.site, filled, 'Write each header in a line as Name: value.');
  const { name, event, performed_by: performedBy, url, body, delay } = filled;
  const read = NewRule.safeParse({
    name,
    event,
    performedBy,
    url,
    headers,
    body,
    delaySeconds: Number(delay),
  });
  if (!read.success) return automations(call.site, filled, z.prettifyError(read.error));
  addRule(call.site, read.data);
  return backTo(call.site, place);
}

/** Null when a line is no header. */
function headerLines(text: string): Record<string, string> | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const pairs = lines.flatMap((line) => {
    const [, name, value] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return pairs.length === lines.length ? Object.fromEntries(pairs) : null;
}

function act(call: Call) {
  const id = Number(call.params['id']);
  const rule = call.site.rules.get(id);
  if (formOf(call).get('do') === 'delete') call.site.rules.delete(id);
  else if (rule) rule.active = !rule.active;
  return backTo(call.site, place);
}

export const automationPages: WebPage[] = [
  { method: 'GET', path: place, work: ({ site }) => automations(site) },
  { method: 'POST', path: place, work: create },
  { method: 'POST', path: `${place}/:id`, work: act },
];
